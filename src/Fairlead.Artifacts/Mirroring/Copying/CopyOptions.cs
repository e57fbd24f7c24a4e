namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>How blobs are copied.</summary>
public sealed record CopyOptions
{
    /// <summary>Blobs at the same time.</summary>
    public int Jobs { get; init; } = 8;

    /// <summary>Bytes that a destination may fall behind the fastest one before it is let go, for all blobs under way together.</summary>
    public int BufferBytes { get; init; } = 64 << 20;

    /// <summary>How often one blob is tried on one destination.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>What each object is served with.</summary>
    public string CacheControl { get; init; } = "public, max-age=31536000, immutable";
}
