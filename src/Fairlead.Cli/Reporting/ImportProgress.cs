using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary>Tells how far an import has come.</summary>
internal sealed class ImportProgress : IDisposable
{
    private readonly ImportRun _run;
    private readonly long? _bytes;
    private readonly RateMeter _rate;
    private readonly ProgressLine _line;

    private ImportProgress(ImportRun run, IReadOnlyList<ILogSource> logs, TimeProvider time)
    {
        (_run, _rate) = (run, new RateMeter(time));
        _bytes = logs.All(log => log.Length is not null) ? logs.Sum(log => log.Length) : null;
        _line = new ProgressLine("", Console.Error, Terminal.ErrorWidth, time, Text);
    }

    /// <summary>Begins to tell on stderr.</summary>
    public static ImportProgress Start(ImportRun run, IReadOnlyList<ILogSource> logs, TimeProvider time) => new(run, logs, time);

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Text()
    {
        var rate = _rate.Sample(_run.Lines);
        var share = _bytes is > 0 and var all ? $"{AmountText.Percent(Math.Floor(100.0 * _run.BytesRead / all))} of {ByteText.Of(all)}, " : $"{ByteText.Of(_run.BytesRead)}, ";
        return $"{share}{ByteText.Count(_run.Lines, "line", "lines")}{(rate > 0 ? $", {ByteText.Count((long)rate)}/s" : "")}";
    }
}
