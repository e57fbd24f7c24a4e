using Fairlead.Redirector.Metrics;

namespace Fairlead.Redirector.Observing;

/// <summary>A histogram in seconds, once for each value of one label.</summary>
internal sealed record HistogramFamily(string Name, string Help, string Label, IReadOnlyList<(string Value, LatencyHistogram Histogram)> Histograms);
