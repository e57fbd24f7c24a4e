using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// A signature, an attestation or an SBOM that the source keeps under a tag of its subject's digest, and that a destination lacks. One that the
/// destination has under the same tag, be it another one, is left as it is: its owners may have signed there.
/// </summary>
/// <param name="Image">The image's name below the registries.</param>
/// <param name="Digest">Of the attached manifest.</param>
/// <param name="Tag"><c>sha256-HEX.sig</c> and the like.</param>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
public sealed record PlanAttachment(string Image, Digest Digest, string Tag, RegistryRoot From, RegistryRoot To);
