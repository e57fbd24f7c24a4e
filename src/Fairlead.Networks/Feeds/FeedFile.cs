namespace Fairlead.Networks.Feeds;

/// <summary>Reads files whole, up to a size; also those that don't know theirs, such as pipes and <c>/proc</c>.</summary>
internal static class FeedFile
{
    /// <returns>The bytes; null when there are more than <paramref name="maxBytes"/>.</returns>
    /// <exception cref="IOException">It is not there or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or it is a directory.</exception>
    public static ReadOnlyMemory<byte>? Read(string path, int maxBytes, out DateTimeOffset written)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
        if (file.CanSeek && file.Length > maxBytes) return null;
        var bytes = new byte[file.CanSeek && file.Length > 0 ? file.Length + 1 : 4096]; // one more: the read that finds the end
        var length = 0;
        for (int read; (read = file.Read(bytes, length, bytes.Length - length)) > 0;)
        {
            length += read;
            if (length > maxBytes) return null;
            if (length == bytes.Length) Array.Resize(ref bytes, 2 * length);
        }
        return bytes.AsMemory(0, length);
    }
}
