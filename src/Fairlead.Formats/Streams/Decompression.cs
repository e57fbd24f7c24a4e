namespace Fairlead.Formats.Streams;

/// <summary>Unpacks what is packed, as its first bytes tell and not its name, within a limit.</summary>
public static class Decompression
{
    /// <summary>
    /// The content of a file: unpacked where the file is gzip (RFC 1952, several members too) or bzip2 (several streams too), else as it is.
    /// Read once, forward; buffered. What is packed is held to its own checksums, and to ending where the file ends.
    /// </summary>
    /// <param name="file">Read from where it stands. It stays the caller's.</param>
    /// <param name="maxBytes">No more than this comes out, whatever goes in.</param>
    /// <exception cref="InvalidDataException">
    /// Here or while reading: damaged, cut short, followed by something else, or larger than the limit. The message says what and, where
    /// it is known, at which byte of the file.
    /// </exception>
    public static Stream Open(Stream file, long maxBytes)
    {
        var input = new PackedInput(file);
        var start = input.Peek(GzipMembers.MagicBytes);
        if (GzipMembers.IsMagic(start)) return new CappedStream(new GzipMembers(input), maxBytes, "unpacked, ");
        start = input.Peek(Bzip2Streams.MagicBytes);
        if (Bzip2Streams.IsMagic(start)) return new CappedStream(new Bzip2Streams(input), maxBytes, "unpacked, ");
        return new CappedStream(input, maxBytes, "");
    }
}
