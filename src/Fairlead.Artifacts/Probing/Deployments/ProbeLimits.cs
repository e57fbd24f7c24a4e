namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>How much a probe asks for at the most, whatever servers say there is.</summary>
public sealed record ProbeLimits
{
    /// <summary>Bytes of blobs in all, of every client and redirector: what manifests say, or of blobs that are not read whole their first and last bytes.</summary>
    public long Bytes { get; init; } = 100L << 30;

    /// <summary>Manifests of one image: images for every platform there is, with attestations, have some 50.</summary>
    public int ManifestsPerImage { get; init; } = 500;

    /// <summary>Configs and layers of one image: of some 50 platforms, each with as many layers as a container runtime can mount (127).</summary>
    public int BlobsPerImage { get; init; } = 10_000;
}
