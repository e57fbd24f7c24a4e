using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Sampling;

namespace Fairlead.Cli;

/// <summary>The options of <c>fairlead verify</c>.</summary>
internal sealed class VerifyArguments
{
    private readonly JobOptions _job = new();
    private readonly Option<bool> _content = new("--content") { Description = "Read every object again and hash it." };
    private readonly Option<int?> _sample = CountOption.Create("--sample", "Only N blobs by chance: with --to, their content; with --through, the smallest and the largest among them (default: 10).");
    private readonly Option<ulong?> _seed = new("--seed") { Description = "The same choice once more: the number that a run with --sample has shown.", HelpName = "N", CustomParser = ParseSeed };
    private readonly Option<bool> _repair = new("--repair") { Description = "Copy again what is missing or wrong, and write the inventory anew." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Blobs that no source has are a failure, too." };
    private readonly ThroughOptions _through = new();
    private readonly Option<bool> _json = new("--json") { Description = "The report as JSON on stdout." };

    /// <summary>Adds them to the verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        _job.AddTo(command);
        foreach (var option in new Option[] { _content, _sample, _seed, _repair, _strict }) command.Options.Add(option);
        _through.AddTo(command);
        command.Options.Add(_json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_seed) is not null && result.GetResult(_sample) is null && !IsThrough(result)) result.AddError("--seed says which ones --sample chooses: give --sample N");
            if (IsThrough(result)) CheckThrough(result);
            else CheckStores(result);
        });
    }

    /// <summary>Whether a redirector is asked, and not stores.</summary>
    public bool IsThrough(CommandResult result) => _through.IsGiven(result);

    /// <summary>What is to be looked at in which stores; null when the file of mirrors is wrong, which has been said then.</summary>
    public StoresPlan? ReadStores(ParseResult parsed)
    {
        if (_job.Read(parsed.CommandResult) is not { } job) return null;
        return new StoresPlan(job, new VerifyOptions
        {
            Content = parsed.GetValue(_content) || parsed.GetValue(_sample) is not null,
            Sample = parsed.GetValue(_sample),
            Seed = parsed.GetValue(_seed) ?? DigestSample.NewSeed(),
            Repair = parsed.GetValue(_repair),
            Strict = parsed.GetValue(_strict),
            Copy = job.Copy,
        }, parsed.GetValue(_json));
    }

    /// <summary>What is to be asked of a redirector; null as before.</summary>
    public ThroughPlan? ReadProbe(ParseResult parsed)
    {
        const int usualSample = 10;
        if (_job.Read(parsed.CommandResult) is not { } job) return null;
        return _through.Read(parsed.CommandResult, job) with
        {
            Sample = parsed.GetValue(_sample) ?? usualSample,
            Seed = parsed.GetValue(_seed) ?? DigestSample.NewSeed(),
            IsJson = parsed.GetValue(_json),
        };
    }

    private void CheckStores(CommandResult result)
    {
        if (_through.FirstGiven(result) is { } other) result.AddError($"{other} is of a check through a redirector: give --through URL, or leave it out");
        var noSources = result.GetValue(_repair) ? "--repair copies from sources: name them, with --from, --all-repositories, --manifests, --list or --config"
            : result.GetValue(_strict) ? "--strict is about what sources have: name them, with --from, --all-repositories, --manifests, --list or --config" : null;
        _job.Check(result, noSources, noStores: "say what is verified: --to s3://BUCKET or --to file:///FOLDER, or a redirector with --through URL --as ADDRESS", result.AddError);
    }

    private void CheckThrough(CommandResult result)
    {
        var ofStores = _job.StoreGiven(result) ?? new Option[] { _content, _repair, _strict }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;
        if (ofStores is not null) result.AddError($"--through asks a redirector, and {ofStores} is about stores: give one of them");
        if (RepeatedOption.HasSwallowed(result, result.AddError)) return; // what else is wrong may come of that
        _job.Check(result, _through.HasImages(result) ? null : "say which blobs are asked for: an IMAGE, or --from, --all-repositories, --manifests, --list or --config", noStores: null, result.AddError);
        _through.Check(result);
    }

    private static ulong? ParseSeed(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
        result.AddError($"--seed: '{TerminalText.Of(text)}' is not a whole number");
        return null;
    }
}
