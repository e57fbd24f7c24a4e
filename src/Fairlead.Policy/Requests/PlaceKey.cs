namespace Fairlead.Policy.Requests;

/// <summary>What tells a policy's places apart.</summary>
/// <param name="Route">Number of the route, from 1 up; 0: none.</param>
/// <param name="ByHeader">Numbers of the routes before it that ask for headers, in one text.</param>
/// <param name="Provider">The client's provider, or null.</param>
/// <param name="Region">The client's region, or null.</param>
internal readonly record struct PlaceKey(int Route, string ByHeader, string? Provider, string? Region);
