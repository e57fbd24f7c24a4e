using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Linting;

/// <summary>
/// What manifests say of one repository of a destination, compared: one tag with two digests, and a digest that is listed twice. Each group of
/// images is compared once, not once a destination: there are some 25 of those.
/// </summary>
internal sealed class RepositoryRules(IReadOnlyList<ImageGroup> groups, LintFindings findings)
{
    /// <summary>Adds what there is.</summary>
    public void Check()
    {
        for (var i = 0; i < groups.Count; i++) Compare([i]);
        foreach (var shared in Shared()) Compare(shared);
    }

    /// <summary>Groups that get into one repository, where several do; each such set once.</summary>
    private IEnumerable<int[]> Shared()
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var several = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var destination in groups[i].Manifest.Destinations)
            {
                var repository = $"{destination.Root.Host}/{destination.Root.RepositoryOf(groups[i].Name)}";
                if (first.TryAdd(repository, i)) continue;
                if (!several.TryGetValue(repository, out var all)) several.Add(repository, all = [first[repository]]);
                if (all[^1] != i) all.Add(i);
            }
        }
        return several.Values.Where(all => all.Count > 1).DistinctBy(all => string.Join(' ', all)).Select(all => all.ToArray());
    }

    /// <summary>Compares all places of one group with each other, or each group with the others.</summary>
    private void Compare(int[] members)
    {
        var isWithin = members.Length == 1;
        var tags = new Dictionary<string, (Digest Digest, FilePlace At, int Group)>(StringComparer.Ordinal);
        var digests = new Dictionary<Digest, (FilePlace At, int Group)>();
        foreach (var member in members)
        {
            foreach (var digest in groups[member].Places.SelectMany(image => image.Digests))
            {
                if (!digests.TryAdd(digest.Digest, (digest.At, member)) && digests[digest.Digest] is var same && (isWithin || same.Group != member))
                    findings.Warn(digest.At, $"the digest is listed at {same.At} already, for the same repository: keep one");
                foreach (var tag in digest.Tags)
                {
                    if (tags.TryAdd(tag.Name, (digest.Digest, tag.At, member))) continue;
                    var other = tags[tag.Name];
                    if (other.Digest != digest.Digest && (isWithin || other.Group != member))
                        findings.Fail(tag.At, $"the tag {Quoted.Text(tag.Name)} is another digest at {other.At}, for the same repository: a tag names one digest, so keep one");
                }
            }
        }
    }
}
