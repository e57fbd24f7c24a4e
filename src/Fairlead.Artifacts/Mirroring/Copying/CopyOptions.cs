namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>How blobs are copied.</summary>
public sealed record CopyOptions
{
    /// <summary>Blobs read at the same time.</summary>
    public int Jobs { get; init; } = 8;

    /// <summary>Bytes that destinations may fall behind the fastest one before they are let go, for all blobs under way together.</summary>
    public int BufferBytes { get; init; } = 64 << 20;

    /// <summary>How often one blob is tried on one destination. With the waits between them, five are enough for a server that is started anew.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>
    /// After how many blobs that failed one after the other a destination is given up: no bucket, no right, a full disk. What it lacks then
    /// fails without being read.
    /// </summary>
    public int MaxFailuresInARow { get; init; } = 10;

    /// <summary>What each object is served as.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>What each object is served with.</summary>
    public string CacheControl { get; init; } = "public, max-age=31536000, immutable";
}
