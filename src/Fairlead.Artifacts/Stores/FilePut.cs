using Microsoft.Win32.SafeHandles;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// A file that is being written, as the target of a copy. It writes what it is given where it is given it, without a buffer of its own, and
/// blocks meanwhile: on Linux asynchronous writes to files are the same on another thread.
/// </summary>
internal sealed class FilePut(string path, long size) : Stream
{
    // Large enough that the calls cost nothing beside the bytes, small enough for the processor's second cache.
    private const int LargestBuffer = 256 << 10;

    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Bytes that were written.</summary>
    public long Written { get; private set; }

    /// <summary>What the file system refused with; null where it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How much to copy at a time.</summary>
    public static int BufferBytes(long size) => (int)Math.Clamp(size, 1, LargestBuffer);

    /// <summary>Flushes it to the disk and closes it: what has its name later is whole after a power cut too.</summary>
    public bool Finish()
    {
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        return true;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > size - Written)
        {
            Failure = new InvalidDataException($"the content is longer than the {size} bytes that were said");
            throw Failure;
        }
        try
        {
            RandomAccess.Write(_file, buffer, Written);
        }
        catch (Exception e) when (FileFailure.IsOfFiles(e))
        {
            Failure = e;
            throw;
        }
        Written += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}
