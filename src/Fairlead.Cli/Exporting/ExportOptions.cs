using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Fairlead.Edges.Plans;
using Fairlead.Policy.Loading;

namespace Fairlead.Cli.Exporting;

/// <summary>The options that every verb below <c>export</c> has.</summary>
internal sealed class ExportOptions
{
    private readonly Option<string?> _policy = PathOption.Create("--policy", "The policy file.");
    private readonly Option<string?> _cache = CacheOption.Create();
    private readonly Option<string?> _folder = PathOption.Create("--output", "The folder to write into; made if need be. Files of the same names are replaced.", "DIR");

    private readonly Option<IPEndPoint?> _listen = new("--listen")
    {
        Description = "Where the proxy listens; :8080, of every address, if not given.",
        HelpName = "ADDR:PORT",
        CustomParser = ParseListen,
    };

    private readonly Option<bool> _assumePresent = new("--assume-present")
    {
        Description = "Take every mirror to hold every blob: for mirrors that are known to be whole, because nobody asks them.",
    };

    public ExportOptions()
    {
        _policy.Aliases.Add("-p");
        _policy.Required = true;
        _folder.Aliases.Add("-o");
        _folder.Required = true;
        // Said now, and not after feeds were fetched.
        _folder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { Length: > 0 } path }] && File.Exists(path)) result.AddError($"--output: {TerminalText.Of(path)} is a file: name a folder");
        });
    }

    /// <summary>No proxy listens on whatever port is free.</summary>
    private static IPEndPoint? ParseListen(ArgumentResult result)
    {
        var at = EndPointText.ParseOption(result);
        if (at is not { Port: 0 }) return at;
        result.AddError($"--listen {at} has no port that a proxy could listen on; write one from 1 to 65535");
        return null;
    }

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _policy, _folder, _listen, _assumePresent, _cache }) command.Options.Add(option);
    }

    /// <summary>Whether presence is assumed.</summary>
    public bool AssumesPresent(CommandResult result) => result.GetValue(_assumePresent);

    /// <summary>Where the proxy listens.</summary>
    public IPEndPoint Listen(CommandResult result) => result.GetValue(_listen) ?? new IPEndPoint(IPAddress.IPv6Any, 8080);

    /// <summary>Loads the policy and writes what is made of it; the exit code.</summary>
    public Task<int> WriteAsync(CommandResult result, Func<EdgePlan, IReadOnlyList<EdgeFile>> make, CancellationToken cancel, int candidates = 1) =>
        ExportFiles.WriteAsync(result.GetValue(_policy)!, result.GetValue(_cache), result.GetValue(_folder)!, policy => make(EdgePlan.Of(policy, candidates)), cancel);

    /// <summary>The same of the policy file alone, for proxies that ask <c>serve</c>.</summary>
    public Task<int> WritePolicyAsync(CommandResult result, Func<PolicyConfig, IReadOnlyList<EdgeFile>> make, CancellationToken cancel) =>
        ExportFiles.WritePolicyAsync(result.GetValue(_policy)!, result.GetValue(_folder)!, make, cancel);
}
