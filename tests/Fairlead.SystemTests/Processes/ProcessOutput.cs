using System.Text;

namespace Fairlead.SystemTests.Processes;

/// <summary>What a server printed, in a file, up to a bound; what comes after that is read and dropped, so that the server never blocks on it.</summary>
internal sealed class ProcessOutput(string path) : IDisposable
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int TailCharacters = 4_000;

    private readonly Lock _gate = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
    private bool _closed;

    /// <summary>All that was kept.</summary>
    public string Text
    {
        get
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The last of it, for messages.</summary>
    public string Tail => Text is var text && text.Length > TailCharacters ? "..." + text[^TailCharacters..] : text;

    /// <summary>Copies until the stream ends.</summary>
    public async Task CopyAsync(Stream from)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            lock (_gate)
            {
                if (_closed || _file.Length > MaxBytes) continue;
                _file.Write(buffer, 0, read);
                _file.Flush();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }
}
