namespace Fairlead.Traffic.Reports;

/// <summary>Traffic of one provider's clients.</summary>
/// <param name="Provider">Its name; null: clients of no known provider.</param>
/// <param name="Total">All periods together.</param>
/// <param name="ByPeriod">One for each of the report's periods, in order.</param>
public sealed record ProviderTraffic(string? Provider, TrafficSum Total, IReadOnlyList<TrafficSum> ByPeriod);
