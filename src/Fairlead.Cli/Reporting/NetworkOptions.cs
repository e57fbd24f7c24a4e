using System.CommandLine;
using System.CommandLine.Parsing;
using Fairlead.Traffic.Attribution;

namespace Fairlead.Cli.Reporting;

/// <summary>The options that say what clients are told apart by: a policy or a snapshot.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<string?> _policy = PathOption.Create("--policy", "The policy file: its providers pay for clients, its mirrors are the backends.");
    private readonly Option<string?> _snapshot = PathOption.Create("--snapshot", "A snapshot file, instead of a policy: networks are the providers then.");
    private readonly Option<string?> _cache = CacheOption.Create();

    public NetworkOptions() => _policy.Aliases.Add("-p");

    /// <summary>Adds them to a verb, with what they say of each other.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _policy, _snapshot, _cache }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            // Not the built-in policy: what is counted by somebody else's mirrors can't be told right later.
            if ((result.GetResult(_policy) is null) == (result.GetResult(_snapshot) is null))
                result.AddError($"say where clients are with --policy or --snapshot{(result.GetResult(_policy) is null ? "" : ", not both")}");
        });
    }

    /// <summary>Files that they name: these are no logs, even where they lie among them.</summary>
    public IEnumerable<string?> Files(CommandResult result) => [result.GetValue(_policy), result.GetValue(_snapshot)];

    /// <summary>What they name, loaded; null, and said why, when it can't be used.</summary>
    /// <exception cref="IOException">There is nothing of a feed.</exception>
    public async Task<LoadedNetworks?> LoadAsync(CommandResult result, CancellationToken cancel)
    {
        if (result.GetValue(_snapshot) is not { } file) return await PolicyLoading.LoadAsync(result.GetValue(_policy)!, result.GetValue(_cache), cancel).ConfigureAwait(false);
        return SnapshotOption.Read(file) is { } table ? new LoadedNetworks(ClientNetworks.Of(table), null, new FileInfo(file).LastWriteTimeUtc) : null;
    }
}
