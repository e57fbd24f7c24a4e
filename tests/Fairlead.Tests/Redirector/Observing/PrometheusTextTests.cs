using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Observing;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Observing;

/// <summary>The text format, read back by a strict reader.</summary>
public sealed class PrometheusTextTests
{
    [Fact]
    public void Write_Families_AreWhatTheFormatSays()
    {
        var families = new[]
        {
            Family("fairlead_a_total", MetricKind.Counter, new Sample(3, Label("x", "1"), Label("y", null))),
            Family("fairlead_b", MetricKind.Gauge, new Sample(-0.5)),
            Family("fairlead_none_total", MetricKind.Counter),
        };
        PrometheusText.Write(families, []).ShouldBe("""
            # HELP fairlead_a_total Help.
            # TYPE fairlead_a_total counter
            fairlead_a_total{x="1",y=""} 3
            # HELP fairlead_b Help.
            # TYPE fairlead_b gauge
            fairlead_b -0.5
            # HELP fairlead_none_total Help.
            # TYPE fairlead_none_total counter

            """);
    }

    [Fact]
    public void Write_LabelOfOddText_IsEscaped()
    {
        var text = PrometheusText.Write([Family("fairlead_a", MetricKind.Gauge, new Sample(1, Label("x", "a\"b\\c\nd{e},é")))], []);
        PrometheusSamples.Parse(text).Values.Keys.ShouldBe(["fairlead_a{x=\"a\\\"b\\\\c\\nd{e},é\"}"]);
    }

    [Fact]
    public void Write_LargeNumbers_AreExact() =>
        PrometheusSamples.Parse(PrometheusText.Write([Family("fairlead_a_total", MetricKind.Counter, new Sample(1L << 53))], []))["fairlead_a_total"].ShouldBe(1L << 53);

    [Fact]
    public void Write_Histogram_IsCumulative()
    {
        var histogram = new LatencyHistogram();
        foreach (var seconds in new[] { 0.000_005, 0.000_01, 0.003, 0.2, 60 }) histogram.Record(seconds);
        var samples = PrometheusSamples.Parse(PrometheusText.Write([], [new HistogramFamily("fairlead_h_seconds", "Help.", "kind", [("a", histogram)])]));
        samples["fairlead_h_seconds_bucket{kind=\"a\",le=\"1E-05\"}"].ShouldBe(2);
        samples["fairlead_h_seconds_bucket{kind=\"a\",le=\"0.005\"}"].ShouldBe(3);
        samples["fairlead_h_seconds_bucket{kind=\"a\",le=\"10\"}"].ShouldBe(4);
        samples["fairlead_h_seconds_bucket{kind=\"a\",le=\"+Inf\"}"].ShouldBe(5);
        samples["fairlead_h_seconds_count{kind=\"a\"}"].ShouldBe(5);
        samples["fairlead_h_seconds_sum{kind=\"a\"}"].ShouldBe(60.203015, 1e-6);
    }

    private static MetricFamily Family(string name, MetricKind kind, params Sample[] samples) => new(name, kind, "Help.", () => samples);

    private static KeyValuePair<string, object?> Label(string name, object? value) => new(name, value);
}
