namespace Fairlead.Formats.Streams;

/// <summary>Files that are written whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>
    /// Puts what is written in the file's place: under a name of its own in the same folder, brought to the disk, then renamed. Whoever has the old
    /// one open goes on reading the old one. A link stays a link: what it leads to is replaced.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="replace">Whether one that is there is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">It can't be written, or is there and is not to be replaced; what was there is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, likewise.</exception>
    /// <exception cref="OperationCanceledException">It was ended, likewise.</exception>
    public static async Task WriteAsync(string path, bool replace, Func<Stream, Task> write, CancellationToken cancel)
    {
        if (Directory.Exists(path)) throw new IOException($"{path} is a folder: name a file in it");
        var file = new FileInfo(path);
        if (!replace && file.Exists) throw new IOException($"{path} is there already, and is not replaced");
        var target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (IsDevice(file.FullName) || IsDevice(target)) throw new IOException($"{path} is no place for a file");
        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder {folder}");
        // A name of its own, because another program may be writing the same file.
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await using (stream.ConfigureAwait(false))
            {
                await write(stream).ConfigureAwait(false);
                stream.Flush(flushToDisk: true); // else a crash may leave the new name with no content
            }
            cancel.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: replace);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Whether renaming would put a file in the place of a device, which root may do (<c>/dev/null</c>). Of <c>/dev</c> only <c>/dev/shm</c> is for files: shm_overview(7).</summary>
    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
