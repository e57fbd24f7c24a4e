using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>Finds out what sources are made of, for those who only want to know.</summary>
public static class SourceSurvey
{
    /// <summary>Opens the sources, walks them, and closes them again: the locations in the report can't be read from any more.</summary>
    public static async Task<WalkReport> WalkAsync(RegistryClients registries, IReadOnlyList<SourceSpec> specs, TimeProvider time, IWalkObserver observer, CancellationToken cancel)
    {
        var sources = await OpenSources.OpenAsync(specs, time, cancel).ConfigureAwait(false);
        await using (sources.ConfigureAwait(false)) return await WalkAsync(registries, sources, observer, cancel).ConfigureAwait(false);
    }

    /// <summary>Walks sources that are open; what could not be opened is among the failures.</summary>
    internal static async Task<WalkReport> WalkAsync(RegistryClients registries, OpenSources sources, IWalkObserver observer, CancellationToken cancel)
    {
        foreach (var failure in sources.Failures) observer.Failed(failure);
        var walk = await new SourceWalker(registries).WalkAsync(sources.Specs, observer, cancel).ConfigureAwait(false);
        return walk with { Failures = [.. sources.Failures, .. walk.Failures] };
    }
}
