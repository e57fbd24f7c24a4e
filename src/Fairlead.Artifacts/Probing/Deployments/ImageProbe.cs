namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>What a client gets for an image at a redirector.</summary>
/// <param name="Image">Which.</param>
/// <param name="Paths">Its manifests, an index first, and then its blobs that no image before it had.</param>
public sealed record ImageProbe(ProbedImage Image, IReadOnlyList<PathProbe> Paths);
