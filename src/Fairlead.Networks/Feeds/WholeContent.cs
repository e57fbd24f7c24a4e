namespace Fairlead.Networks.Feeds;

/// <summary>The content of formats that can't be read forward only, and of those that are small.</summary>
internal static class WholeContent
{
    private const int FirstBytes = 256 << 10;

    /// <summary>All that is left of a stream.</summary>
    /// <exception cref="FeedFormatException">There is more than that.</exception>
    public static ReadOnlyMemory<byte> Read(Stream content, int maxBytes)
    {
        var bytes = new byte[Math.Min(FirstBytes, maxBytes + 1)];
        var length = 0;
        for (int read; (read = content.Read(bytes, length, bytes.Length - length)) > 0;)
        {
            length += read;
            if (length > maxBytes) throw new FeedFormatException(FeedInput.TooLarge(maxBytes));
            if (length == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(2L * length, maxBytes + 1L));
        }
        return bytes.AsMemory(0, length);
    }
}
