namespace Fairlead.Traffic.Cells;

/// <summary>Parts that are needed for a while: beside the file that is made of them in the end, readable by their owner only, gone when this is disposed of. Thread-safe.</summary>
/// <param name="beside">The file that is made of them.</param>
internal sealed class TemporaryParts(string beside) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _paths = [];

    /// <summary>A new one of what is written.</summary>
    /// <returns>Its path.</returns>
    public string Write(Action<Stream> write)
    {
        var path = $"{Path.GetFullPath(beside)}.{Guid.NewGuid():N}.PART.tmp";
        lock (_lock) _paths.Add(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        write(stream);
        return path;
    }

    /// <summary>Deletes those of these files that are temporary parts.</summary>
    public void Delete(IEnumerable<string> paths)
    {
        lock (_lock)
        {
            foreach (var path in paths)
            {
                if (_paths.Remove(path)) File.Delete(path);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var path in _paths) File.Delete(path);
            _paths.Clear();
        }
    }
}
