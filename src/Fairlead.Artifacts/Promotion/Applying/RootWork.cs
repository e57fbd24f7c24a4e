using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>One digest of an image: the edges that promote it, and what the plan attaches to it. As places in the lists of <see cref="Outcomes"/>.</summary>
internal sealed record RootWork(Digest Digest)
{
    /// <summary>Of all destinations.</summary>
    public List<int> Edges { get; } = [];

    /// <summary>Of all destinations.</summary>
    public List<int> Attachments { get; } = [];
}
