using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>Works out request rule 10 for every kind of client, once.</summary>
internal sealed class PlaceCompiler
{
    private readonly PolicyConfig _config;
    private readonly bool _tellsClientsApart;
    private readonly Dictionary<string, ProviderConfig> _providerByNetwork = [];
    private readonly Dictionary<uint, ProviderConfig> _providerByAsn = [];
    private readonly Dictionary<MirrorConfig, Mirror> _mirrors = [];
    private readonly Dictionary<(RouteConfig? Route, ProviderConfig? Provider, string? Region), Place> _places = [];

    public PlaceCompiler(PolicyConfig config, bool tellsClientsApart)
    {
        (_config, _tellsClientsApart) = (config, tellsClientsApart);
        foreach (var provider in config.Providers.Where(p => p.Active))
        {
            foreach (var mirror in provider.Mirrors) _mirrors.Add(mirror, new Mirror(_mirrors.Count, mirror));
            foreach (var network in provider.Networks) _providerByNetwork.TryAdd(network, provider);
            if (provider.Cidrs.Count > 0) _providerByNetwork.TryAdd(provider.Name, provider);
            foreach (var asn in provider.Asns) _providerByAsn.TryAdd(asn, provider);
        }
        Mirrors = [.. _mirrors.Values];
    }

    public Mirror[] Mirrors { get; }

    public List<Place> Places { get; } = [];

    public Place PlaceOf(OriginFacts facts)
    {
        var provider = ProviderOf(facts);
        var route = _config.Routes.FirstOrDefault(r => Matches(r.When, facts, provider));
        var key = (route, provider, facts.Region);
        if (_places.TryGetValue(key, out var known)) return known;

        var (candidates, why) = CandidatesOf(route, provider, facts.Region);
        var place = new Place
        {
            Index = Places.Count,
            Provider = provider?.Name,
            Region = facts.Region,
            Candidates = candidates,
            Upstream = route?.Upstream,
            Artifacts = [.. _config.Artifacts.Where(a => a.Provider is null || a.Provider == provider?.Name)],
            Why = why,
        };
        _places.Add(key, place);
        Places.Add(place);
        return place;
    }

    private ProviderConfig? ProviderOf(OriginFacts facts)
    {
        if (facts.Network is { } network && _providerByNetwork.TryGetValue(network, out var byNetwork)) return byNetwork;
        return facts.Asn != 0 && _providerByAsn.TryGetValue(facts.Asn, out var byAsn) ? byAsn : null;
    }

    private static bool Matches(RouteMatch when, OriginFacts facts, ProviderConfig? provider) =>
        Allows(when.Countries, facts.Country)
        && Allows(when.Providers, provider?.Name)
        && Allows(when.Networks, facts.Network)
        && Allows(when.Regions, facts.Region)
        && (when.Asns.Count == 0 || (facts.Asn != 0 && when.Asns.Contains(facts.Asn)));

    private static bool Allows(IReadOnlyList<string> wanted, string? value) =>
        wanted.Count == 0 || (value is not null && wanted.Contains(value));

    private (Mirror[] Candidates, string Why) CandidatesOf(RouteConfig? route, ProviderConfig? provider, string? region)
    {
        if (route is not null) return (Compiled(route.Use), $"route {Number(route)}");
        if (provider is null) return _tellsClientsApart ? (Compiled(_config.Default), "default") : ([], "feeds missing");
        if (provider.ServeFromUpstream) return ([], "upstream");
        if (region is not null && MirrorsByDistance.IsPlaced(provider, region)) return (Compiled(MirrorsByDistance.Order(provider, region)), "provider");
        return provider.Regionless.Count > 0 ? (Compiled(provider.Regionless), "regionless") : (Compiled(provider.Mirrors), "provider");
    }

    private int Number(RouteConfig route)
    {
        for (var i = 0; i < _config.Routes.Count; i++)
            if (ReferenceEquals(_config.Routes[i], route)) return i + 1;
        return 0;
    }

    /// <summary>The first few.</summary>
    private Mirror[] Compiled(IEnumerable<MirrorConfig> mirrors) =>
        [.. mirrors.Take(_config.Presence.Candidates).Select(m => _mirrors[m])];
}
