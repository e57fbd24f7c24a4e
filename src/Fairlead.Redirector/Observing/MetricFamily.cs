namespace Fairlead.Redirector.Observing;

/// <summary>One metric with all its label values, read when somebody asks.</summary>
internal sealed record MetricFamily(string Name, MetricKind Kind, string Help, Func<IEnumerable<Sample>> Read);
