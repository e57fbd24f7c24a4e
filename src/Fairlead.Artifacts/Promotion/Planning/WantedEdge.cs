using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>An edge that is to be decided.</summary>
internal sealed class WantedEdge(PlanClaim claim, Digest digest, string? tag, FilePlace at)
{
    private List<PlanClaim>? _others;

    public Digest Digest => digest;

    public string? Tag => tag;

    /// <summary>Where it stands; the first place, where it stands in several.</summary>
    public FilePlace At => at;

    /// <summary>Why the manifests themselves keep it from being promoted; else null.</summary>
    public string? Reason { get; set; }

    /// <summary>Who wants it, in the manifests' order: the first whose source has it is the one that it is taken from.</summary>
    public IEnumerable<PlanClaim> Claims => _others is null ? [claim] : [claim, .. _others];

    /// <summary>The first of them.</summary>
    public PlanClaim Claim => claim;

    /// <summary>It may come from there too.</summary>
    public void AlsoFrom(PlanClaim other)
    {
        if (Claims.All(known => known.Source != other.Source)) (_others ??= []).Add(other);
    }

    /// <summary>The edge as it was decided.</summary>
    public PlanEdge Decided(EdgeAction action, PlanClaim? by = null, Digest? was = null)
    {
        var one = by ?? claim;
        return new PlanEdge(one.Image.Name, digest, tag, one.From, one.To, action) { Was = was, Reason = Reason };
    }
}
