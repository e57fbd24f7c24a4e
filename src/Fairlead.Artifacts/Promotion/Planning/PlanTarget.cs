using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>A destination's repository, and all that any manifest wants in it.</summary>
internal sealed class PlanTarget(RepositoryId id)
{
    private readonly List<PlanClaim> _claims = [];

    /// <summary>Which.</summary>
    public RepositoryId Id => id;

    /// <summary>In the manifests' order.</summary>
    public IReadOnlyList<PlanClaim> Claims => _claims;

    /// <summary>One more image wants something here.</summary>
    public void Add(PlanClaim claim)
    {
        _claims.Add(claim);
        claim.Source.Hold();
    }

    /// <summary>
    /// What is wanted, each tag and digest once. What two manifests want alike has two sources; a tag that they give different digests has a reason to be
    /// refused, which the manifests alone give, whatever registries hold.
    /// </summary>
    public List<WantedEdge> Wanted()
    {
        var wanted = new List<WantedEdge>();
        var seen = new Dictionary<(string? Tag, Digest Digest), WantedEdge>();
        var ofTags = new Dictionary<string, WantedEdge>(StringComparer.Ordinal);
        foreach (var claim in _claims)
        {
            foreach (var digest in claim.Image.Digests)
            {
                if (digest.Tags.Count == 0) Add(claim, digest.Digest, null, digest.At);
                foreach (var tag in digest.Tags) Add(claim, digest.Digest, tag.Name, tag.At);
            }
        }
        return wanted;

        void Add(PlanClaim claim, Digest digest, string? tag, FilePlace at)
        {
            if (seen.TryGetValue((tag, digest), out var known))
            {
                known.AlsoFrom(claim);
                return;
            }
            var edge = new WantedEdge(claim, digest, tag, at);
            wanted.Add(edge);
            seen[(tag, digest)] = edge;
            if (tag is null || ofTags.TryAdd(tag, edge)) return;
            var first = ofTags[tag];
            first.Reason ??= Conflict(first, edge);
            edge.Reason = Conflict(first, edge);
        }
    }

    private string Conflict(WantedEdge one, WantedEdge other) =>
        $"the manifests give {Quoted.Text($"{id}:{one.Tag}")} two digests: {one.Digest} ({one.At}) and {other.Digest} ({other.At})";
}
