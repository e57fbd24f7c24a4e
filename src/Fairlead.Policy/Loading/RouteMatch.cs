namespace Fairlead.Policy.Loading;

/// <summary>What a route asks of the origin facts: every list that is not empty must hold the client's value. All empty matches everyone.</summary>
/// <param name="Countries">ISO 3166-1 alpha-2 codes.</param>
/// <param name="Providers">Names of providers.</param>
/// <param name="Networks">Names of networks.</param>
/// <param name="Regions">Names of regions.</param>
/// <param name="Asns">Numbers of autonomous systems.</param>
/// <param name="Headers">What it asks of the request besides: it must have all of them.</param>
public sealed record RouteMatch(
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Providers,
    IReadOnlyList<string> Networks,
    IReadOnlyList<string> Regions,
    IReadOnlyList<uint> Asns,
    IReadOnlyList<HeaderMatch> Headers);
