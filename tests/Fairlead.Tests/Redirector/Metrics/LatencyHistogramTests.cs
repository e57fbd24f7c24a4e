using System.Diagnostics.Metrics;
using Fairlead.Redirector.Metrics;

namespace Fairlead.Tests.Redirector.Metrics;

public sealed class LatencyHistogramTests
{
    private readonly LatencyHistogram _histogram = new();

    [Fact]
    public void Record_AtABound_CountsInTheBucketThatEndsThere()
    {
        for (var bucket = 0; bucket < LatencyHistogram.Bounds.Length; bucket++) _histogram.Record(LatencyHistogram.Bounds[bucket]);
        _histogram.Record(LatencyHistogram.Bounds[^1] + 1);
        for (var bucket = 0; bucket <= LatencyHistogram.Bounds.Length; bucket++) _histogram.Read(bucket).ShouldBe(1, $"bucket {bucket}");
    }

    [Fact]
    public void Sum_SeveralRecorded_IsTheirSum()
    {
        _histogram.Record(0.25);
        _histogram.Record(0.000_001);
        _histogram.Record(3);
        _histogram.Sum.ShouldBe(3.250_001, 1e-9);
    }

    [Fact]
    public void TellAlso_InstrumentIsListenedTo_IsToldToo()
    {
        using var meter = new Meter("Fairlead.Tests.LatencyHistogram");
        var instrument = meter.CreateHistogram<double>("seconds");
        _histogram.TellAlso(instrument, new("asked", "true"));
        _histogram.Record(1);

        var told = new List<(double, object?)>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => told.Add((value, tags[0].Value)));
        listener.EnableMeasurementEvents(instrument);
        _histogram.Record(2);
        told.ShouldBe([(2, "true")]);
    }

    [Fact]
    public void Bounds_InTheirOrder_Ascend() => LatencyHistogram.Bounds.ShouldBe(LatencyHistogram.Bounds.Distinct().Order());
}
