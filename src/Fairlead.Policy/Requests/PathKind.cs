namespace Fairlead.Policy.Requests;

/// <summary>What a request asks for, as far as its target tells (request rules 2 to 6, 13 and 14).</summary>
public enum PathKind : byte
{
    /// <summary>Not a target that may be answered with anything but 400 (rule 7).</summary>
    Refused,

    /// <summary><c>/</c>.</summary>
    Root,

    /// <summary><c>/privacy</c>.</summary>
    Privacy,

    /// <summary><c>/v2</c> or <c>/v2/</c>: does this speak the registry API?</summary>
    Ping,

    /// <summary><c>/v2/_catalog</c>.</summary>
    Catalog,

    /// <summary><c>/v1</c> and all below it: the API before OCI's.</summary>
    V1,

    /// <summary><c>/v2/&lt;name&gt;/blobs/&lt;digest&gt;</c>: the one thing that mirrors hold.</summary>
    Blob,

    /// <summary><c>/v2/&lt;name&gt;/manifests/&lt;digest&gt;</c>.</summary>
    ManifestByDigest,

    /// <summary>Asks for signatures: cosign's tags, the referrers call, the referrers' fallback tag.</summary>
    Signature,

    /// <summary>Anything else under <c>/v2/</c>.</summary>
    Registry,

    /// <summary>Anything else: a release file, or nothing of ours.</summary>
    Other,
}
