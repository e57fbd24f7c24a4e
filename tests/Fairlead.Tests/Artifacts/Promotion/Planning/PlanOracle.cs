using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

/// <summary>Plans as the rules say it, one edge after another, with the registries' content in its hands.</summary>
internal sealed class PlanOracle(IReadOnlyList<PromotionManifest> manifests, Func<string, RegistryContent> contentOf, Func<string, bool> listsManifests)
{
    /// <summary>Everything that any manifest wants anywhere, in the manifests' order.</summary>
    private readonly List<Want> _wants =
    [
        .. from manifest in manifests
           from image in manifest.Images
           from digest in image.Digests
           from tag in digest.Tags.Count == 0 ? [null] : digest.Tags.Select(tag => (string?)tag.Name)
           from to in manifest.Destinations
           select new Want(image.Name, digest.Digest, tag, manifest.Source.Root, to.Root),
    ];

    public IEnumerable<string> Edges() => Decided().Select(PlanSamples.Show).Order(StringComparer.Ordinal);

    public IEnumerable<string> Attachments()
    {
        var edges = Decided().ToList();
        foreach (var (host, repository) in _wants.Select(want => (want.To.Host, want.There)).Distinct())
        {
            if (IsSource(host, repository)) continue;
            var here = edges.Where(edge => edge.To.Host == host && edge.To.RepositoryOf(edge.Image) == repository).ToList();
            var named = here.Select(edge => edge.Tag).Concat(contentOf(host).Tags(repository).Keys).ToHashSet();
            foreach (var want in _wants.Where(want => want.To.Host == host && want.There == repository))
            {
                foreach (var (tag, digest) in contentOf(want.From.Host).Tags(want.Source))
                {
                    if (!AttachedTag.TryParse(tag, out var subject)) continue;
                    var isPromoted = here.Exists(edge => edge.Digest == subject && edge.Action is EdgeAction.Copy or EdgeAction.Present);
                    var isHeld = listsManifests(host) && Holds(host, repository, subject);
                    if ((isPromoted || isHeld) && named.Add(tag)) yield return PlanSamples.Show(new PlanAttachment(want.Image, digest, tag, want.From, want.To));
                }
            }
        }
    }

    private IEnumerable<PlanEdge> Decided()
    {
        foreach (var group in _wants.GroupBy(want => (want.To.Host, want.There, want.Tag, want.Digest)))
        {
            var (first, host, repository) = (group.First(), group.Key.Host, group.Key.There);
            if (first.Tag is not null && _wants.Any(want => want.To.Host == host && want.There == repository && want.Tag == first.Tag && want.Digest != first.Digest))
            {
                yield return first.Edge(EdgeAction.TagMove) with { Reason = "two digests" };
                continue;
            }
            if (IsSource(host, repository)) continue; // a failure
            var was = first.Tag is { } tag && contentOf(host).Tags(repository).TryGetValue(tag, out var digest) ? digest : (Digest?)null;
            var isThere = first.Tag is null ? Holds(host, repository, first.Digest) : was == first.Digest;
            var by = group.FirstOrDefault(want => Holds(want.From.Host, want.Source, want.Digest));
            if (isThere) yield return first.Edge(EdgeAction.Present);
            else if (by is null) yield return first.Edge(EdgeAction.Lost);
            else if (was is not null) yield return by.Edge(EdgeAction.TagMove) with { Was = was };
            else yield return by.Edge(EdgeAction.Copy);
        }
    }

    private bool IsSource(string host, string repository) => _wants.Any(want => want.From.Host == host && want.Source == repository);

    private bool Holds(string host, string repository, Digest digest) => contentOf(host).FindManifest(repository, digest.ToString()) is not null;

    private sealed record Want(string Image, Digest Digest, string? Tag, RegistryRoot From, RegistryRoot To)
    {
        public string Source => From.RepositoryOf(Image);

        public string There => To.RepositoryOf(Image);

        public PlanEdge Edge(EdgeAction action) => new(Image, Digest, Tag, From, To, action);
    }
}
