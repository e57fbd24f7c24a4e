namespace Fairlead.Cli;

/// <summary>
/// Tells how far some work has come: on a terminal in one line that is drawn again and again and gone at the end, elsewhere in a line now and then;
/// and what failed, in a line each when it does. Thread-safe.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const string ClearLine = "\r\e[2K";
    private const int MaxFailureLines = 100; // the rest is counted: a registry that is down fails for everything in it
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_line = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_leastBetweenLines = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly int? _width;
    private readonly TimeProvider _time;
    private readonly string _prefix;
    private readonly Func<string> _text;
    private readonly ITimer _timer;
    private long _failures;
    private long _lastLine;
    private int _tenths;
    private bool _isDone;

    /// <param name="prefix">What stands before each line: whose work it is, where there is more than one.</param>
    /// <param name="output">Where it is told.</param>
    /// <param name="width">Columns of the terminal; null where it is none.</param>
    /// <param name="time">When.</param>
    /// <param name="text">How far it has come, at this moment, in one line. Called by one thread at a time.</param>
    public ProgressLine(string prefix, TextWriter output, int? width, TimeProvider time, Func<string> text)
    {
        (_prefix, _output, _width, _time, _text, _lastLine) = (prefix, output, width, time, text, time.GetTimestamp());
        var period = width is null ? s_line : s_redraw;
        _timer = time.CreateTimer(_ => Tell(), null, period, period);
    }

    /// <summary>What has failed so far.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>It has come this far, from 0 to 1: where there is no terminal, each tenth is a line.</summary>
    public void Came(double share)
    {
        if (_width is not null) return;
        lock (_lock)
        {
            var tenths = (int)(Math.Clamp(share, 0, 1) * 10);
            // Something small is over before anybody could read ten lines.
            if (tenths <= _tenths || _time.GetElapsedTime(_lastLine) < s_leastBetweenLines) return;
            _tenths = tenths;
            WriteLine();
        }
    }

    /// <summary>Another part of the work begins: tenths are counted from nothing again.</summary>
    public void Begin()
    {
        lock (_lock) _tenths = 0;
    }

    /// <summary>Something failed.</summary>
    public void Failed(string text)
    {
        if (Interlocked.Increment(ref _failures) > MaxFailureLines) return;
        lock (_lock) _output.WriteLine($"{(_width is null ? "" : ClearLine)}{_prefix}failed: {TerminalText.Of(text)}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isDone = true;
            if (_width is not null) _output.Write(ClearLine);
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_isDone) return; // a last call that was on its way
            if (_width is not { } width)
            {
                WriteLine();
                return;
            }
            var line = _prefix + _text();
            _output.Write(ClearLine + (line.Length < width ? line : line[..Math.Max(0, width - 1)])); // a line that wraps can't be taken back
        }
    }

    private void WriteLine()
    {
        _lastLine = _time.GetTimestamp();
        _output.WriteLine(_prefix + _text());
    }
}
