using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>What referrers say of themselves that are signatures.</summary>
internal static class SignatureTypes
{
    /// <summary>
    /// Whether a referrer is one: cosign's, in its form of OCI 1.1 (sigstore/cosign, specs/SIGNATURE_SPEC.md), a Sigstore bundle (specs/BUNDLE_SPEC.md: a
    /// signature, or a signed statement about the image), or Notary Project's (notaryproject/specifications, signature-specification.md).
    /// </summary>
    public static bool Has(Descriptor referrer) => referrer.ArtifactType is { } type
        && (type is "application/vnd.dev.cosign.artifact.sig.v1+json" or "application/vnd.cncf.notary.signature"
            || type.StartsWith("application/vnd.dev.sigstore.bundle", StringComparison.Ordinal)); // with its version, written in two ways
}
