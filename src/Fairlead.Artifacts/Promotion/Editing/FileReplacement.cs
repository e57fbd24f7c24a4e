using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Promotion.Editing;

/// <summary>New content for a file, written beside it, with its mode: it takes the file's place in one moment, or never.</summary>
internal sealed class FileReplacement : IDisposable
{
    private readonly string _path;
    private bool _isPlaced;

    private FileReplacement(string path, string beside) => (_path, Beside) = (path, beside);

    /// <summary>Where it is until it is placed.</summary>
    public string Beside { get; }

    /// <summary>Writes the content, to the disk.</summary>
    public static FileReplacement Write(string path, ReadOnlySpan<byte> content)
    {
        var name = $".{Path.GetFileName(path)}.{Guid.NewGuid():n}.tmp";
        var replacement = new FileReplacement(path, Path.Combine(Path.GetDirectoryName(path) ?? "", name));
        try
        {
            using var file = new FileStream(replacement.Beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(path));
            file.Write(content);
            file.Flush(flushToDisk: true);
            return replacement;
        }
        catch
        {
            replacement.Dispose();
            throw;
        }
    }

    /// <summary>Gives it the file's name.</summary>
    public void Place()
    {
        FileNames.Replace(Beside, _path);
        _isPlaced = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isPlaced) File.Delete(Beside);
    }
}
