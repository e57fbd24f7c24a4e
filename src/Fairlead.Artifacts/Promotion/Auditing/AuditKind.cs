namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>How a registry differs from what the manifests say.</summary>
public enum AuditKind
{
    /// <summary>A tag, or a digest without one, that isn't there.</summary>
    Missing,

    /// <summary>A tag that names another digest.</summary>
    Moved,

    /// <summary>A tag, or a whole repository, that no manifest names.</summary>
    Extra,

    /// <summary>A promoted digest without a signature.</summary>
    Unsigned,
}
