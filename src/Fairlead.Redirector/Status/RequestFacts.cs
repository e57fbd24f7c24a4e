using Fairlead.Redirector.Metrics;

namespace Fairlead.Redirector.Status;

/// <summary>Requests of one provider and region.</summary>
/// <param name="Provider">The provider, or <c>none</c>.</param>
/// <param name="Region">The region, or <c>none</c>.</param>
/// <param name="Recent">Those of about the last minute.</param>
/// <param name="SinceStart">How many there have been.</param>
internal sealed record RequestFacts(string Provider, string Region, RequestTally Recent, long SinceStart);
