using Fairlead.Artifacts.Mirroring.Wanted;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>What sources are made of.</summary>
/// <param name="Images">Manifests that were walked, indexes not among them.</param>
/// <param name="Blobs">Each once, in the order of their digests.</param>
/// <param name="LeftOut">Layers that may not be distributed, and were left out.</param>
/// <param name="Failures">What could not be walked.</param>
public sealed record WalkReport(long Images, IReadOnlyList<WantedBlob> Blobs, long LeftOut, IReadOnlyList<WalkFailure> Failures);
