namespace Fairlead.SystemTests.Servers;

/// <summary>An object as a bucket serves it.</summary>
internal sealed record StoredBlob(byte[] Content, string? ContentType, string? CacheControl);
