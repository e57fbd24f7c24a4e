using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>What came of a manifest.</summary>
/// <param name="Probe">What a client gets.</param>
/// <param name="Manifest">What it says; null where it could not be read, or is not what was asked for.</param>
internal sealed record ProbedManifest(PathProbe Probe, Manifest? Manifest);
