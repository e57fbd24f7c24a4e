using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>A manifest that an index names.</summary>
internal readonly record struct ManifestChild(Digest Digest, Platform? Platform);
