using Fairlead.Cli.Reporting;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;

namespace Fairlead.Cli.Simulating;

/// <summary>The policies that requests are replayed under, each with its networks.</summary>
/// <param name="New">The new one.</param>
/// <param name="Baseline">The one that it is compared with; null: none.</param>
/// <param name="MissingNetworks">What one of them tells clients by and isn't there: networks that a snapshot lacks, say.</param>
internal sealed record SimulatedPolicies(CompiledPolicy New, CompiledPolicy? Baseline, IReadOnlyList<string> MissingNetworks)
{
    /// <summary>Loads them; null, and said why, when one is wrong.</summary>
    /// <exception cref="IOException">There is nothing of a feed, or of the provider files.</exception>
    public static async Task<SimulatedPolicies?> LoadAsync(SimulateRequest request, CancellationToken cancel)
    {
        NetworkTable? table = null;
        if (request.Snapshot is { } snapshot && (table = SnapshotOption.Read(snapshot)) is null) return null;
        if (await LoadAsync(request.Policy, table, request.Cache, cancel).ConfigureAwait(false) is not { } policy) return null;
        CompiledPolicy? baseline = null;
        if (request.Baseline is { } file && (baseline = await LoadAsync(file, table, request.Cache, cancel).ConfigureAwait(false)) is null) return null;
        var both = baseline is null ? [policy] : new[] { policy, baseline };
        return new SimulatedPolicies(policy, baseline, [.. both.SelectMany(one => table is null ? one.MissingSources : Missing(one)).Distinct()]);
    }

    private static async Task<CompiledPolicy?> LoadAsync(string file, NetworkTable? table, string? cache, CancellationToken cancel)
    {
        var policy = table is null
            ? (await PolicyLoading.LoadAsync(file, cache, cancel).ConfigureAwait(false))?.Policy
            : await PolicyLoading.LoadAsync(file, table, cache, cancel).ConfigureAwait(false);
        if (policy is { Config.AsksForHeaders: true })
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of(file)}: logs have no headers of requests: what has 'header' in its 'when' matches nothing here").ConfigureAwait(false);
        return policy;
    }

    private static IEnumerable<string> Missing(CompiledPolicy policy)
    {
        var facts = policy.Networks.Facts;
        var (seen, known) = (new HashSet<int>(), new HashSet<string?>());
        for (var i = 0; i < facts.Length; i++)
            if (seen.Add(facts.StatementsOf(i).Network)) known.Add(facts[i].Network);
        return policy.Config.Providers.Where(provider => provider.Active).SelectMany(provider => provider.Networks).Where(network => !known.Contains(network));
    }
}
