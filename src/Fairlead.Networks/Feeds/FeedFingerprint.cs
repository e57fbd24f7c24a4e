namespace Fairlead.Networks.Feeds;

/// <summary>Tells whether bytes are those that were read before.</summary>
internal readonly record struct FeedFingerprint(uint Checksum, long Bytes)
{
    private const int PieceBytes = 128 << 10;

    /// <summary>Of what is left of a stream, which is read to its end.</summary>
    public static FeedFingerprint Of(Stream stream)
    {
        var checksum = new Crc32C();
        var buffer = new byte[PieceBytes];
        long bytes = 0;
        for (int read; (read = stream.Read(buffer)) > 0; bytes += read) checksum.Append(buffer.AsSpan(0, read));
        return new(checksum.Value, bytes);
    }
}
