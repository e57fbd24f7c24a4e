namespace Fairlead.Formats.Streams;

/// <summary>Small files, whole: those that somebody wrote by hand.</summary>
public static class BoundedFile
{
    /// <summary>
    /// The file's bytes, or as many as one more than is allowed: whoever parses them refuses those. Its length is not asked for, because a pipe has none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">As many are allowed.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int maxBytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[maxBytes + 1];
        return bytes.AsMemory(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
