using System.Collections.Concurrent;

namespace Fairlead.Tests.Support.S3;

/// <summary>A multipart upload that was begun.</summary>
internal sealed record FakeS3Upload(string Id, string Key, DateTimeOffset Initiated, string? ContentType, string? CacheControl, bool HasChecksums)
{
    public ConcurrentDictionary<int, FakeS3Object> Parts { get; } = new();
}
