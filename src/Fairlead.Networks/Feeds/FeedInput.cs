using System.Globalization;
using Fairlead.Formats.Streams;

namespace Fairlead.Networks.Feeds;

/// <summary>A feed's file on its way to its parser: its fingerprint is taken in passing, and it ends when it is too large.</summary>
/// <param name="file">Read from where it stands. It stays its owner's.</param>
/// <param name="maxBytes">As many bytes may come.</param>
internal sealed class FeedInput(Stream file, long maxBytes) : ForwardStream
{
    private Crc32C _checksum;
    private long _bytes;

    /// <summary>Of the bytes so far.</summary>
    public FeedFingerprint Fingerprint => new(_checksum.Value, _bytes);

    /// <summary>What is said of a feed that is too large.</summary>
    public static string TooLarge(long maxBytes) => string.Create(CultureInfo.InvariantCulture, $"it is larger than {maxBytes} bytes");

    /// <inheritdoc/>
    /// <exception cref="FeedFormatException">There are too many.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer);
        _bytes += read;
        if (_bytes > maxBytes) throw new FeedFormatException(TooLarge(maxBytes));
        _checksum.Append(buffer[..read]);
        return read;
    }
}
