using System.Globalization;
using System.Text;
using Fairlead.Redirector.Metrics;

namespace Fairlead.Redirector.Observing;

/// <summary>Writes the Prometheus text format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<MetricFamily> families, IEnumerable<HistogramFamily> histograms)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var family in families)
        {
            Head(text, family.Name, family.Help, family.Kind == MetricKind.Counter ? "counter" : "gauge");
            foreach (var sample in family.Read())
            {
                text.Append(family.Name);
                Labels(text, sample.Labels);
                text.Append(' ').Append(Number(sample.Value)).Append('\n');
            }
        }
        foreach (var family in histograms)
        {
            Head(text, family.Name, family.Help, "histogram");
            foreach (var (value, histogram) in family.Histograms) Histogram(text, family, value, histogram);
        }
        return text.ToString();
    }

    private static void Head(StringBuilder text, string name, string help, string type) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Histogram(StringBuilder text, HistogramFamily family, string value, LatencyHistogram histogram)
    {
        var label = new KeyValuePair<string, object?>(family.Label, value);
        long count = 0;
        for (var bucket = 0; bucket <= LatencyHistogram.Bounds.Length; bucket++)
        {
            count += histogram.Read(bucket);
            var bound = bucket < LatencyHistogram.Bounds.Length ? Number(LatencyHistogram.Bounds[bucket]) : "+Inf";
            text.Append(family.Name).Append("_bucket");
            Labels(text, label, new("le", bound));
            text.Append(' ').Append(count).Append('\n');
        }
        text.Append(family.Name).Append("_sum");
        Labels(text, label);
        text.Append(' ').Append(Number(histogram.Sum)).Append('\n').Append(family.Name).Append("_count");
        Labels(text, label);
        text.Append(' ').Append(count).Append('\n');
    }

    private static void Labels(StringBuilder text, params ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (labels.IsEmpty) return;
        var separator = '{';
        foreach (var (name, value) in labels)
        {
            text.Append(separator).Append(name).Append("=\"");
            foreach (var c in value?.ToString() ?? "")
                _ = c switch { '\\' => text.Append("\\\\"), '"' => text.Append("\\\""), '\n' => text.Append("\\n"), _ => text.Append(c) };
            text.Append('"');
            separator = ',';
        }
        text.Append('}');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
