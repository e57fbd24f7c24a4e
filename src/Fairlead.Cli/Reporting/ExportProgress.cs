using Fairlead.Traffic.ClickHouse;

namespace Fairlead.Cli.Reporting;

/// <summary>Tells how far an export has come.</summary>
internal sealed class ExportProgress : IDisposable
{
    private readonly ExportRun _run;
    private readonly ClickHouseClient _client;
    private readonly RateMeter _rate;
    private readonly ProgressLine _line;

    private ExportProgress(ExportRun run, ClickHouseClient client, TimeProvider time)
    {
        (_run, _client, _rate) = (run, client, new RateMeter(time));
        _line = new ProgressLine("", Console.Error, Terminal.ErrorWidth, time, Text);
    }

    /// <summary>Begins to tell on stderr.</summary>
    public static ExportProgress Start(ExportRun run, ClickHouseClient client, TimeProvider time) => new(run, client, time);

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Text()
    {
        var rate = _rate.Sample(_run.Lines);
        var retries = _client.Retries > 0 ? $"; the server was asked {ByteText.Count(_client.Retries, "time", "times")} again" : "";
        return $"{ByteText.Of(_run.BytesRead)}, {ByteText.Count(_run.Lines, "line", "lines")}{(rate > 0 ? $", {ByteText.Count((long)rate)}/s" : "")}; sent {ByteText.Count(_run.RequestsSent, "request", "requests")}{retries}";
    }
}
