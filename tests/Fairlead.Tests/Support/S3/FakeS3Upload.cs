using System.Collections.Concurrent;

namespace Fairlead.Tests.Support.S3;

/// <summary>A multipart upload that was begun.</summary>
internal sealed record FakeS3Upload(string Id, string Key, DateTimeOffset Initiated, string? ContentType, string? CacheControl, bool HasChecksums)
{
    /// <summary>The SHA-256 that the object is to carry as metadata.</summary>
    public string? Said { get; init; }

    public ConcurrentDictionary<int, FakeS3Object> Parts { get; } = new();
}
