using System.Diagnostics.Metrics;
using Fairlead.Redirector.Metrics;

namespace Fairlead.Redirector.Observing;

/// <summary>
/// The same metrics for whoever listens to .NET instruments: the OTLP exporter. Counters are read when it collects, so that requests
/// pay nothing for them.
/// </summary>
internal sealed class Instruments : IDisposable
{
    private readonly Meter _meter = new(RequestObserver.SourceName);

    public Instruments(IEnumerable<MetricFamily> families, IEnumerable<HistogramFamily> histograms)
    {
        foreach (var family in families)
        {
            IEnumerable<Measurement<double>> Measure() => family.Read().Select(s => new Measurement<double>(s.Value, s.Labels));
            if (family.Kind == MetricKind.Counter) _meter.CreateObservableCounter(family.Name, Measure, description: family.Help);
            else _meter.CreateObservableGauge(family.Name, Measure, description: family.Help);
        }
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = LatencyHistogram.Bounds };
        foreach (var family in histograms)
        {
            var instrument = _meter.CreateHistogram(family.Name, "s", family.Help, tags: null, advice);
            foreach (var (value, histogram) in family.Histograms) histogram.TellAlso(instrument, new(family.Label, value));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
