namespace Fairlead.Networks.Feeds;

/// <summary>
/// Where a body lies while it comes and while it is looked at: in the folder of copies, so that it can become one; if that can't be
/// written, among the system's temporary files; and if that can't be either, in memory, as far as it is small. Gone when disposed of.
/// </summary>
internal sealed class FeedSpool : IDisposable
{
    private readonly string? _path;
    private readonly bool _isSmall;
    private Place _place;
    private Stream _body = Stream.Null;
    private Crc32C _checksum;
    private long _bytes;

    /// <param name="path">A file in the folder of copies that is not there yet; null: there is no such folder.</param>
    /// <param name="isSmall">Whether the body may lie in memory.</param>
    /// <exception cref="IOException">There is no place for it.</exception>
    public FeedSpool(string? path, bool isSmall)
    {
        (_path, _isSmall) = (path, isSmall);
        if (path is null) Problem = "it is not kept on disk, because there is no cache directory";
        Settle(path is null ? Place.TemporaryFiles : Place.Copies);
    }

    private enum Place
    {
        Copies,
        TemporaryFiles,
        Memory,
    }

    /// <summary>Why it can't become a copy; null if it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Of the body so far.</summary>
    public FeedFingerprint Fingerprint => new(_checksum.Value, _bytes);

    /// <summary>Adds to the body.</summary>
    /// <exception cref="IOException">There is no room for it anywhere.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        for (var isWritten = false; !isWritten;)
        {
            try
            {
                _body.Position = FeedCopyFormat.HeaderBytes + _bytes; // a write may have gone half through
                _body.Write(bytes);
                isWritten = true;
            }
            catch (IOException e) when (_place != Place.Memory)
            {
                MoveOn(e);
            }
        }
        _checksum.Append(bytes);
        _bytes += bytes.Length;
    }

    /// <summary>Leaves the place where it lies, because nothing more goes there, for the next.</summary>
    /// <exception cref="IOException">There is no room for it anywhere.</exception>
    internal void MoveOn(IOException why)
    {
        Leave(_place, why);
        Settle(_place + 1);
    }

    /// <summary>The body, from its beginning. One reader at a time; it stays this spool's.</summary>
    public Stream OpenBody()
    {
        _body.Position = FeedCopyFormat.HeaderBytes;
        return _body;
    }

    /// <summary>Makes a copy of it, in the place of one that is there. It can't be read here any more after that.</summary>
    /// <exception cref="IOException">It can't be done.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be done.</exception>
    public void MoveTo(string path, ReadOnlySpan<byte> header)
    {
        using (var file = (FileStream)_body)
        {
            file.SetLength(FeedCopyFormat.HeaderBytes + _bytes); // also where there is no body
            file.Position = 0;
            file.Write(header);
            file.Flush(flushToDisk: true); // else a crash may leave the new name with no content
        }
        File.Move(_path!, path, overwrite: true);
    }

    public void Dispose()
    {
        _body.Dispose();
        if (_place == Place.Copies) Remove(_path!);
    }

    /// <summary>Takes the first place from this one on that will do, with what there is so far.</summary>
    private void Settle(Place place)
    {
        for (; ; place++)
        {
            Stream? body = null;
            try
            {
                body = Open(place);
                if (_bytes > 0) Carry(body);
                _body.Dispose();
                (_place, _body) = (place, body);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                body?.Dispose();
                if (place == Place.Memory) throw;
                Leave(place, e);
            }
        }
    }

    private Stream Open(Place place) => place switch
    {
        Place.Copies => OpenCopy(),
        Place.TemporaryFiles => OpenTemporary(),
        _ => _isSmall ? new MemoryStream() : throw new IOException("there is no room for it among the temporary files"),
    };

    private FileStream OpenCopy()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        return new FileStream(_path!, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }

    private static FileStream OpenTemporary()
    {
        var path = Path.Combine(Path.GetTempPath(), $"fairlead-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows()) return new FileStream(path, options);
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        Remove(path); // at once: what has no name is nobody's business, and does not outlive a crash
        return file;
    }

    private void Carry(Stream to)
    {
        _body.Position = FeedCopyFormat.HeaderBytes;
        to.Position = FeedCopyFormat.HeaderBytes;
        var buffer = new byte[128 << 10];
        for (var left = _bytes; left > 0;)
        {
            var count = (int)Math.Min(left, buffer.Length);
            _body.ReadExactly(buffer, 0, count);
            to.Write(buffer, 0, count);
            left -= count;
        }
    }

    private void Leave(Place place, Exception why)
    {
        if (place != Place.Copies) return;
        Problem = $"it can't be kept in {Path.GetDirectoryName(_path)}: {why.Message}";
        Remove(_path!);
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next writer of this feed's copy sweeps it up.
        }
    }
}
