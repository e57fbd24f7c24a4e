using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>A manifest or index as a registry sent it, proven to be what its digest says.</summary>
/// <param name="Digest">Of the content.</param>
/// <param name="MediaType">As the registry's <c>Content-Type</c> has it, without parameters.</param>
/// <param name="Content">Byte for byte.</param>
public sealed record FetchedManifest(Digest Digest, string MediaType, ReadOnlyMemory<byte> Content);
