using Fairlead.Formats.Streams;
using Fairlead.Traffic.Reports;
using Fairlead.Traffic.Reports.Html;

namespace Fairlead.Cli.Reporting;

/// <summary>Shows a report: on stdout, or in a file that is written whole or not at all.</summary>
internal static class ReportOutput
{
    /// <summary>The ways; the first is the usual one.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["table", "csv", "json", "html"];

    /// <summary>Shows it.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task WriteAsync(TrafficReport report, string format, string? path, CancellationToken cancel)
    {
        if (path is not null)
        {
            await WholeFile.WriteAsync(path, replace: true, stream => WriteAsync(report, format, stream), cancel).ConfigureAwait(false);
            return;
        }
        var output = Console.OpenStandardOutput();
        await using var closing = output.ConfigureAwait(false);
        await WriteAsync(report, format, output).ConfigureAwait(false);
    }

    private static async Task WriteAsync(TrafficReport report, string format, Stream output)
    {
        var buffered = new BufferedStream(output, 64 << 10);
        Write(report, format, buffered);
        await buffered.FlushAsync().ConfigureAwait(false);
    }

    private static void Write(TrafficReport report, string format, Stream output)
    {
        switch (format)
        {
            case "csv":
                ReportCsv.Write(report, output);
                break;
            case "json":
                ReportJson.Write(report, output);
                break;
            case "html":
                HtmlReport.Write(report, output);
                break;
            default:
                ReportText.Write(report, output, TimeProvider.System.GetUtcNow());
                break;
        }
    }
}
