namespace Fairlead.Networks.Feeds;

/// <summary>Opens files for reading forward; also those that don't know their size, such as pipes and <c>/proc</c>.</summary>
internal static class FeedFile
{
    /// <exception cref="IOException">It is not there or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or it is a directory.</exception>
    public static FileStream Open(string path) =>
        // Whoever reads has a buffer of its own.
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
}
