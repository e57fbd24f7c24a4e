namespace Fairlead.Policy.Loading;

/// <summary>What a route asks of the origin facts: every list that is not empty must hold the client's value. All empty matches everyone.</summary>
public sealed record RouteMatch(
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Providers,
    IReadOnlyList<string> Networks,
    IReadOnlyList<string> Regions,
    IReadOnlyList<uint> Asns);
