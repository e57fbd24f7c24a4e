using System.CommandLine;
using Fairlead.Cli.Reporting;

namespace Fairlead.Cli.Simulating;

/// <summary>The arguments of <c>simulate</c>.</summary>
internal sealed class SimulateArguments
{
    private const int MostIncrease = 1_000_000;
    private const int MostSeed = 256;

    private readonly LogOptions _logs = new("[MIRROR=]FILE", " With a mirror's name, also what that mirror holds.");
    private readonly Option<string?> _policy = PathOption.Create("--policy", "The new policy file.");
    private readonly Option<string?> _baseline = PathOption.Create("--baseline", "The policy file that it is compared with. Default: what the logs say was served.");
    private readonly Option<string?> _snapshot = PathOption.Create("--snapshot", "A snapshot file in place of the feeds of both policies.");
    private readonly Option<string?> _cache = CacheOption.Create();
    private readonly Option<string?> _prices = PathOption.Create("--prices", "A price book: tells costs.");
    private readonly Option<decimal?> _percent = PercentOption.Create("--percent", "How many of a hundred clients get the new policy; the others keep the old. Default: 100.", 100);
    private readonly Option<string?> _seed = new("--seed") { Description = "Any text: draws other clients for --percent. The same seed draws the same ones.", HelpName = "TEXT" };
    private readonly Option<decimal?> _maxIncrease = PercentOption.Create("--max-increase", "Exit code 1 when costs rise by more than so many percent.", MostIncrease);
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object on stdout." };

    public SimulateArguments()
    {
        _policy.Aliases.Add("-p");
        _policy.Required = true;
    }

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _logs.AddTo(command);
        foreach (var option in new Option[] { _policy, _baseline, _snapshot, _cache, _prices, _percent, _seed, _maxIncrease, _json }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_maxIncrease) is { Implicit: false } && result.GetResult(_prices) is null) result.AddError("--max-increase needs --prices: without prices there are no costs");
            if (result.GetResult(_seed) is { Implicit: false } && result.GetResult(_percent) is null) result.AddError("--seed is for --percent: without that there is nothing to draw");
            if (result.GetValue(_seed) is { Length: > MostSeed }) result.AddError($"--seed: {MostSeed} letters are the most");
        });
    }

    /// <summary>What is to be done.</summary>
    public SimulateRequest Read(ParseResult parsed) => new()
    {
        Logs = _logs.Read(parsed.CommandResult),
        Policy = parsed.GetValue(_policy)!,
        Baseline = parsed.GetValue(_baseline),
        Snapshot = parsed.GetValue(_snapshot),
        Cache = parsed.GetValue(_cache),
        Prices = parsed.GetValue(_prices),
        Percent = parsed.GetValue(_percent) ?? 100,
        Seed = parsed.GetValue(_seed) ?? "",
        MaxIncrease = parsed.GetValue(_maxIncrease),
        IsJson = parsed.GetValue(_json),
    };
}
