namespace Fairlead.Networks.Feeds;

/// <summary>Tells whether a file's bytes are those that were read before.</summary>
internal readonly record struct FeedFingerprint(uint Checksum, int Bytes)
{
    public static FeedFingerprint Of(ReadOnlySpan<byte> bytes) => new(Crc32C.Of(bytes), bytes.Length);
}
