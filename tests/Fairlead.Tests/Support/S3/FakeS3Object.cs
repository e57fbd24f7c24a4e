namespace Fairlead.Tests.Support.S3;

/// <summary>An object of the fake, with what it is served with.</summary>
internal sealed record FakeS3Object(byte[] Content, string ETag, DateTimeOffset Modified, string? ContentType, string? CacheControl)
{
    /// <summary>The SHA-256 that was put beside it as metadata.</summary>
    public string? Said { get; init; }

    /// <summary>The SHA-256 that the server computed when it was put with a checksum, in base64; with a number behind it where it came in parts.</summary>
    public string? Checksum { get; init; }

    /// <summary>Google's number of this version of it.</summary>
    public long Generation { get; init; }

    /// <summary>What Google makes of a packed object for who doesn't say that gzip is welcome; null: it is none.</summary>
    public byte[]? Unpacked { get; init; }
}
