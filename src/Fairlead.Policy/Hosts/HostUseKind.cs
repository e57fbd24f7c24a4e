namespace Fairlead.Policy.Hosts;

/// <summary>The parts of a policy that name hosts which clients are sent to.</summary>
public enum HostUseKind
{
    /// <summary><c>registry</c> of an upstream: manifests and tags, and blobs that no mirror has.</summary>
    Upstream,

    /// <summary><c>signatures</c> of an upstream.</summary>
    Signatures,

    /// <summary>A mirror: blobs.</summary>
    Mirror,

    /// <summary>An entry of <c>artifacts</c>, or a provider's own host of them: release files.</summary>
    Artifacts,

    /// <summary>A registry of a provider's own, by its provider file: blobs and manifests for its clients.</summary>
    ProviderRegistry,
}
