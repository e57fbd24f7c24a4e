namespace Fairlead.Policy.Requests;

/// <summary>Which of the request rules gave a decision: the label of metrics, of the access log and of <c>explain</c>.</summary>
public enum Rule : byte
{
    /// <summary>1: neither GET nor HEAD.</summary>
    Method,

    /// <summary>7: a target that nothing can be made from.</summary>
    Refused,

    /// <summary>2: <c>/</c> to the information page.</summary>
    Info,

    /// <summary>2: <c>/privacy</c> to the privacy page.</summary>
    Privacy,

    /// <summary>2: somebody asks whether this server answers.</summary>
    Health,

    /// <summary>3: the API is here.</summary>
    Ping,

    /// <summary>4: no catalog.</summary>
    Catalog,

    /// <summary>4: no version 1.</summary>
    V1,

    /// <summary>11: a mirror that holds the blob.</summary>
    Mirror,

    /// <summary>10: to the registry that the client's provider runs, which holds it.</summary>
    ProviderRegistry,

    /// <summary>10: a blob, for a client that the policy serves from the upstream.</summary>
    UpstreamByPolicy,

    /// <summary>12: a blob that no candidate holds.</summary>
    UpstreamNotHeld,

    /// <summary>11: a blob of which some candidate could not say in time whether it holds it, and no other does.</summary>
    UpstreamUnknown,

    /// <summary>6: manifests, tags and the rest of the registry API, to the upstream.</summary>
    Upstream,

    /// <summary>6: signatures, to the registry that holds them.</summary>
    Signatures,

    /// <summary>13: a release file, to its host.</summary>
    Artifact,

    /// <summary>13: a release file, to the host that the client's provider runs, which has it.</summary>
    ProviderArtifact,

    /// <summary>14: nothing of ours.</summary>
    NotFound,

    /// <summary>Something of ours broke; the upstream is the answer.</summary>
    Fallback,

    /// <summary>Something of ours broke, outside <c>/v2/</c>.</summary>
    Broken,
}
