using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary>Tells on stderr how far the reading of logs has come, from its making to its end.</summary>
internal sealed class LogProgress : IDisposable
{
    private readonly Func<long> _lines;
    private readonly Func<long> _bytesRead;
    private readonly long? _bytes;
    private readonly RateMeter _rate;
    private readonly ProgressLine _line;

    /// <param name="logs">The logs.</param>
    /// <param name="lines">Lines of them so far.</param>
    /// <param name="bytesRead">Bytes of them so far, as they lie there.</param>
    /// <param name="time">When.</param>
    public LogProgress(IReadOnlyList<ILogSource> logs, Func<long> lines, Func<long> bytesRead, TimeProvider time)
    {
        (_lines, _bytesRead, _rate) = (lines, bytesRead, new RateMeter(time));
        _bytes = logs.All(log => log.Length is not null) ? logs.Sum(log => log.Length) : null;
        _line = new ProgressLine("", Console.Error, Terminal.ErrorWidth, time, Text);
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Text()
    {
        var (lines, read) = (_lines(), _bytesRead());
        var rate = _rate.Sample(lines);
        var share = _bytes is > 0 and var all ? $"{AmountText.Percent(Math.Floor(100.0 * read / all))} of {ByteText.Of(all)}, " : $"{ByteText.Of(read)}, ";
        return $"{share}{ByteText.Count(lines, "line", "lines")}{(rate > 0 ? $", {ByteText.Count((long)rate)}/s" : "")}";
    }
}
