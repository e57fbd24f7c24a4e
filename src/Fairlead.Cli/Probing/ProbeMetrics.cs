using System.Globalization;
using System.Text;
using Fairlead.Artifacts.Probing;

namespace Fairlead.Cli.Probing;

/// <summary>
/// A probe as metrics, in Prometheus' text format 0.0.4 as node_exporter's textfile collector takes it: no timestamps, each family once, <c>HELP</c> and
/// <c>TYPE</c> before it. They are of the last run, so all are gauges.
/// </summary>
internal static class ProbeMetrics
{
    /// <summary>The families' names, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "fairlead_probe_success", "fairlead_probe_checks", "fairlead_probe_differences", "fairlead_probe_requests", "fairlead_probe_bytes",
        "fairlead_probe_duration_seconds", "fairlead_probe_timestamp_seconds",
    ];

    /// <summary>The file's text.</summary>
    public static string Of(ProbeReport report)
    {
        var text = new StringBuilder();
        var target = report.Request.Target.ToString();
        Family("success", "Whether the last run found everything as it has to be.");
        Sample("success", report.IsGood ? 1 : 0, ("target", target));
        Family("checks", "What came of the checks of the last run.");
        foreach (var client in report.Clients)
        {
            foreach (var same in client.Paths.SelectMany(path => path.Checks).GroupBy(check => (check.Name, check.Status)).OrderBy(same => same.Key.Name, StringComparer.Ordinal).ThenBy(same => same.Key.Status))
                Sample("checks", same.Count(), ("target", target), ("client", client.Name), ("check", same.Key.Name), ("status", Word(same.Key.Status)));
        }
        if (report.Request.Against is { } against)
        {
            Family("differences", "What the last run found different at the redirector that the target was compared with.");
            foreach (var client in report.Clients) Sample("differences", client.Differences.Count, ("target", target), ("against", against.ToString()), ("client", client.Name));
        }
        Family("requests", "Requests of the last run.");
        Sample("requests", report.Tally.Requests, ("target", target));
        Family("bytes", "Bytes of manifests and blobs that came in the last run.");
        Sample("bytes", report.Tally.Bytes, ("target", target));
        Family("duration_seconds", "How long the last run took.");
        Sample("duration_seconds", report.Elapsed.TotalSeconds, ("target", target));
        Family("timestamp_seconds", "When the last run ended.");
        Sample("timestamp_seconds", (report.Began + report.Elapsed).ToUnixTimeMilliseconds() / 1000d, ("target", target));
        return text.ToString();

        void Family(string name, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP fairlead_probe_{name} {help}\n# TYPE fairlead_probe_{name} gauge\n");

        void Sample(string name, double value, params (string Name, string Value)[] labels)
        {
            var pairs = labels.Select(label => $"{label.Name}=\"{Escaped(label.Value)}\"");
            text.Append(CultureInfo.InvariantCulture, $"fairlead_probe_{name}{{{string.Join(',', pairs)}}} {value}\n");
        }
    }

    private static string Word(CheckStatus status) => status switch { CheckStatus.Passed => "passed", CheckStatus.Failed => "failed", _ => "skipped" };

    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
