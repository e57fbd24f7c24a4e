namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Which destinations get signatures, attestations, SBOMs and other referrers of what is promoted.</summary>
public enum SignatureMode
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The registry that the redirector sends everybody to for them, alone.</summary>
    Canonical,

    /// <summary>None.</summary>
    None,
}
