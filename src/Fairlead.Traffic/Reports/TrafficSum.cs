namespace Fairlead.Traffic.Reports;

/// <summary>Some of the traffic.</summary>
/// <param name="Requests">How many requests.</param>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="OwnCloudBytes">Of those, from a backend of the client's own provider.</param>
/// <param name="Clients">About how many distinct clients; null where not known.</param>
/// <param name="Cost">What it cost; null without prices.</param>
/// <param name="CostWithoutMirrors">What it would have cost from the upstream; null without prices or upstream.</param>
public sealed record TrafficSum(long Requests, long Bytes, long OwnCloudBytes, long? Clients, decimal? Cost, decimal? CostWithoutMirrors);
