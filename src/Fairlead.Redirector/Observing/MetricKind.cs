namespace Fairlead.Redirector.Observing;

/// <summary>What a metric is (Prometheus text format, <c># TYPE</c>).</summary>
internal enum MetricKind
{
    /// <summary>Goes up only.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,
}
