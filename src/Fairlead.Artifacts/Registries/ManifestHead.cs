using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>What a registry says of a manifest without sending it; only its word.</summary>
/// <param name="Digest">From <c>Docker-Content-Digest</c>; null where it is not sent.</param>
/// <param name="MediaType">From <c>Content-Type</c>.</param>
/// <param name="Size">From <c>Content-Length</c>; null where it is not sent.</param>
public sealed record ManifestHead(Digest? Digest, string? MediaType, long? Size);
