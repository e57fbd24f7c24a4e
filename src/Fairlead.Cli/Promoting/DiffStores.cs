using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Cli.Promoting;

/// <summary>
/// Asks stores about files that a pull request brings. A folder of this machine is looked into only where <c>--map</c> leads into it: else a stranger
/// would choose which of its files are read, and a comment would tell their hashes.
/// </summary>
internal sealed class DiffStores(NameMap map, TimeProvider time)
{
    private const string Folder = "file:";

    /// <summary>Makes the plan; nothing is kept of what was read for it.</summary>
    public async Task<FilePlan> PlanAsync(IReadOnlyList<FileManifest> added, IFilePlanObserver observer, CancellationToken cancel)
    {
        var stores = new FilestoreClients(time);
        await using var closing = stores.ConfigureAwait(false);
        var closed = added.SelectMany(manifest => manifest.Destinations.Prepend(manifest.Source)).Select(store => store.Url.Text).Where(IsFolder).Where(text => !IsMapped(text)).ToHashSet(StringComparer.Ordinal);
        var wanted = WantedFile.Of(added).ToLookup(one => closed.Contains(one.From.Text) ? one.From.Text : closed.Contains(one.To.Text) ? one.To.Text : "");
        var planner = new FilePlanner(stores, new ObjectDigests(stores, new DigestCache(folder: null, time)), FilesOptions.DefaultJobs, time);
        var plan = await planner.PlanAsync(wanted[""], overwrite: false, observer, cancel).ConfigureAwait(false);
        List<FilePlanFailure> failures = [.. wanted.Where(group => group.Key.Length > 0).Select(group => new FilePlanFailure(group.Key, group.LongCount(), "folders are looked into only where --map leads there"))];
        failures.ForEach(observer.Failed);
        return plan with { Failures = [.. plan.Failures, .. failures] };
    }

    private static bool IsFolder(string store) => store.StartsWith(Folder, StringComparison.OrdinalIgnoreCase);

    // By what they mean: a name of the manifests' own may lead out of the folder again.
    private bool IsMapped(string store) => StoreUrl.TryParse(store, out var url, out _) && map.Mappings.Any(mapping =>
        IsFolder(mapping.To) && StoreUrl.TryParse(mapping.To, out var to, out _) && url.Identity("").StartsWith(to.Identity(""), StringComparison.Ordinal));
}
