namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>How much a probe asks for at the most, whatever servers say there is.</summary>
public sealed record ProbeLimits
{
    /// <summary>Bytes in all, where blobs are read whole.</summary>
    public long Bytes { get; init; } = 100L << 30;

    /// <summary>Manifests of one image: images for every platform there is, with attestations, have some 50.</summary>
    public int ManifestsPerImage { get; init; } = 500;
}
