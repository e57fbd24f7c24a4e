using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Reviewing;

/// <summary>What manifests of files say that they did not say before, and the other way round.</summary>
/// <param name="Changes">Of each manifest that changes, in the order of names.</param>
/// <param name="Rewrites">What is refused for its content, whatever stores hold; in the order of destinations and files.</param>
public sealed record FilesDiff(IReadOnlyList<FilesChange> Changes, IReadOnlyList<FileRewrite> Rewrites)
{
    /// <summary>Manifests of just what comes: what a plan of the change is made of.</summary>
    public IReadOnlyList<FileManifest> Added => [.. Changes.SelectMany(AddedBy)];

    /// <summary>Compares what there was with what there is to be.</summary>
    public static FilesDiff Between(IReadOnlyList<FileManifest> before, IReadOnlyList<FileManifest> after)
    {
        var names = new SortedSet<string>(before.Concat(after).Select(manifest => manifest.Name), StringComparer.Ordinal);
        var changes = names.Select(name => Change(name, before.FirstOrDefault(one => one.Name == name), after.FirstOrDefault(one => one.Name == name))).Where(change => !change.IsNone).ToList();
        var diff = new FilesDiff(changes, []);
        return diff with { Rewrites = RewritesOf(before, diff.Added) };
    }

    private static FilesChange Change(string name, FileManifest? before, FileManifest? after)
    {
        var (old, young) = (ByName(before), ByName(after));
        IReadOnlyList<Filestore> from = before?.Destinations ?? [], to = after?.Destinations ?? [];
        return new FilesChange(name, before, after)
        {
            DestinationsAdded = [.. to.ExceptBy(from.Select(TextOf), TextOf)],
            DestinationsRemoved = [.. from.ExceptBy(to.Select(TextOf), TextOf)],
            Added = [.. young.Values.Where(file => !old.ContainsKey(file.Name))],
            Removed = [.. old.Values.Where(file => !young.ContainsKey(file.Name))],
            Changed = [.. young.Values.Where(file => old.TryGetValue(file.Name, out var was) && was.Digest != file.Digest).Select(file => new ChangedFile(file.Name, old[file.Name].Digest, file.Digest))],
        };
    }

    // In the order of names: that of lists changes with their files' names.
    private static SortedDictionary<string, PromotedFile> ByName(FileManifest? manifest) =>
        new((manifest?.Files ?? []).ToDictionary(file => file.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    private static string TextOf(Filestore store) => store.Url.Text;

    /// <summary>What comes to destinations that are there already, and all that comes to new ones, or from a new source.</summary>
    private static IEnumerable<FileManifest> AddedBy(FilesChange change)
    {
        if (change.After is not { } after) yield break;
        var fresh = change.Before is null || change.IsSourceChanged ? after.Destinations : change.DestinationsAdded;
        if (fresh.Count > 0) yield return after with { Destinations = fresh };
        var kept = after.Destinations.Except(fresh).ToList();
        var names = change.Added.Select(file => file.Name).Concat(change.Changed.Select(file => file.Name)).ToHashSet(StringComparer.Ordinal);
        if (kept.Count > 0 && names.Count > 0) yield return after with { Destinations = kept, Files = [.. after.Files.Where(file => names.Contains(file.Name))] };
    }

    /// <summary>By objects, whichever manifest and however written a store they belong to.</summary>
    private static List<FileRewrite> RewritesOf(IReadOnlyList<FileManifest> before, IReadOnlyList<FileManifest> added)
    {
        var wanted = new Dictionary<string, WantedFile>(StringComparer.Ordinal);
        foreach (var one in WantedFile.Of(added)) wanted.TryAdd(one.Target, one);
        var rewrites = new HashSet<FileRewrite>();
        foreach (var was in wanted.Count > 0 ? WantedFile.Of(before) : [])
        {
            if (wanted.TryGetValue(was.Target, out var becomes) && becomes.Digest != was.Digest) rewrites.Add(new FileRewrite(becomes.File, becomes.To, was.Digest, becomes.Digest));
        }
        return [.. rewrites.OrderBy(one => one.To.Text, StringComparer.Ordinal).ThenBy(one => one.File, StringComparer.Ordinal).ThenBy(one => one.Was)];
    }
}
