namespace Fairlead.Tests.Support.S3;

/// <summary>An object of the fake, with what it is served with.</summary>
internal sealed record FakeS3Object(byte[] Content, string ETag, DateTimeOffset Modified, string? ContentType, string? CacheControl);
