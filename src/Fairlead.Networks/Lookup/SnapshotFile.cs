namespace Fairlead.Networks.Lookup;

/// <summary>A snapshot as a file: written whole or not at all.</summary>
public static class SnapshotFile
{
    /// <summary>
    /// Puts the table's snapshot in the file's place: written under a temporary name in the same folder, brought to the disk, then renamed.
    /// Whoever has the old one open goes on reading the old one. A link stays a link: what it leads to is replaced.
    /// </summary>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="IOException">It can't be written; what was there is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, likewise.</exception>
    /// <exception cref="OperationCanceledException">It was ended, likewise.</exception>
    public static long Write(NetworkTable table, string path, CancellationToken cancel = default)
    {
        if (Directory.Exists(path)) throw new IOException($"{path} is a folder: name a file in it");
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        // A name of its own, because another program may be writing the same file.
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            long length;
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                table.WriteSnapshot(stream);
                stream.Flush(flushToDisk: true); // else a crash may leave the new name with no content
                length = stream.Length;
            }
            cancel.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: true);
            return length;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads a snapshot into memory, and checks all of it.</summary>
    /// <exception cref="InvalidDataException">It is none, one of another version, or damaged; the message says where and what.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static NetworkTable Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!file.CanSeek) throw new InvalidDataException("it is no file but a pipe or a device");
        return NetworkTable.ReadSnapshot(file);
    }
}
