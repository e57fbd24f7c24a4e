namespace Fairlead.Cli;

/// <summary>One line on stderr that tells which feeds are still awaited, gone when all are there; nothing where stderr is no terminal. Thread-safe.</summary>
internal sealed class FeedProgress : IDisposable
{
    private const string ClearLine = "\r\e[2K";

    private readonly Lock _lock = new();
    private readonly List<string> _awaited;
    private readonly bool _isShown = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    public FeedProgress(IEnumerable<string> feeds)
    {
        _awaited = [.. feeds];
        Show();
    }

    /// <summary>This one is there.</summary>
    public void Done(string feed)
    {
        lock (_lock)
        {
            _awaited.Remove(feed);
            Show();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isShown) Console.Error.Write(ClearLine);
        }
    }

    private void Show()
    {
        if (!_isShown) return;
        const int room = 60; // a line that wraps can't be taken back
        var names = string.Join(", ", _awaited);
        Console.Error.Write($"{ClearLine}loading {(names.Length <= room ? names : names[..room] + "...")}");
    }
}
