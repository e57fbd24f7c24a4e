using System.Runtime.InteropServices;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>
/// Works out request rule 10 for every kind of client, once. Full ASN data makes hundreds of thousands of facts, of which a policy tells
/// few apart: those of other networks and regions, and those of ASNs and countries that it names.
/// </summary>
internal sealed class PlaceCompiler
{
    private readonly PolicyConfig _config;
    private readonly bool _tellsClientsApart;
    private readonly HashSet<uint>[] _asnsByRoute;
    private readonly Dictionary<string, ProviderConfig> _providerByNetwork = [];
    private readonly Dictionary<uint, ProviderConfig> _providerByAsn = [];
    private readonly Dictionary<MirrorConfig, Mirror> _mirrors = [];
    private readonly Dictionary<PlaceKey, Place> _places = [];

    public PlaceCompiler(PolicyConfig config, bool tellsClientsApart)
    {
        (_config, _tellsClientsApart) = (config, tellsClientsApart);
        _asnsByRoute = [.. config.Routes.Select(route => route.When.Asns.ToHashSet())];
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

    /// <summary>For every facts of a table, by their index, the index of their place. Numbers, because there are hundreds of thousands that a collector would go through.</summary>
    public int[] PlacesOf(FactsTable facts)
    {
        var networks = new StatementClasses(Numbered<(string?, string?)>(one => (one.Network, one.Region)));
        var namedAsns = OneUp(_providerByAsn.Keys.Concat(_asnsByRoute.SelectMany(asns => asns)));
        var asns = new StatementClasses(one => namedAsns.GetValueOrDefault(one.Asn));
        var namedCountries = OneUp(_config.Routes.SelectMany(route => route.When.Countries));
        var countries = new StatementClasses(one => one.Country is null ? 0 : namedCountries.GetValueOrDefault(one.Country));

        var placeByFacts = new int[facts.Length];
        var placeByClasses = new Dictionary<ulong, int>(); // three numbers in one: a table has fewer than 2^24 statements of a kind, and 676 countries
        for (var i = 0; i < placeByFacts.Length; i++)
        {
            var (network, asn, country) = facts.StatementsOf(i);
            var classes = ((ulong)networks.Of(network, facts, i) << 40) | ((ulong)asns.Of(asn, facts, i) << 16) | (uint)countries.Of(country, facts, i);
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(placeByClasses, classes, out var isKnown);
            if (!isKnown) place = PlaceOf(facts[i], isKept: true).Index;
            placeByFacts[i] = place;
        }
        return placeByFacts;
    }

    /// <summary>Distinct values under numbers from 1 up: 0 is for all others.</summary>
    private static Dictionary<T, int> OneUp<T>(IEnumerable<T> values) where T : notnull =>
        values.Distinct().Select((value, i) => KeyValuePair.Create(value, i + 1)).ToDictionary();

    /// <summary>Gives each distinct value a number.</summary>
    private static Func<OriginFacts, int> Numbered<T>(Func<OriginFacts, T> valueOf) where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        return facts =>
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, valueOf(facts), out var isKnown);
            if (!isKnown) number = numbers.Count - 1;
            return number;
        };
    }

    /// <summary>The place of facts of any origin: one of <see cref="Places"/>, or one made for this answer alone. Changes nothing, so that any number of threads may ask.</summary>
    public Place PlaceOf(in OriginFacts facts) => PlaceOf(facts, isKept: false);

    private Place PlaceOf(in OriginFacts facts, bool isKept)
    {
        var provider = ProviderOf(facts);
        var byHeader = new List<int>();
        var number = NumberOfRoute(facts, provider, byHeader);
        return PlaceOf(new PlaceKey(number, string.Join(' ', byHeader), provider?.Name, facts.Region), byHeader, provider, isKept);
    }

    private Place PlaceOf(in PlaceKey key, List<int> byHeader, ProviderConfig? provider, bool isKept)
    {
        if (_places.TryGetValue(key, out var known)) return known;
        var alternatives = new HeaderRoute[byHeader.Count];
        var place = NewPlace(key, provider, alternatives, isKept ? Places.Count : Place.NoIndex);
        if (isKept)
        {
            _places.Add(key, place);
            Places.Add(place);
        }
        // Only now, so that the first of all places stays that of unknown clients.
        for (var i = 0; i < alternatives.Length; i++)
        {
            var number = byHeader[i];
            alternatives[i] = new HeaderRoute(
                _config.Routes[number - 1].When.Headers, PlaceOf(key with { Route = number, ByHeader = "" }, [], provider, isKept));
        }
        return place;
    }

    private Place NewPlace(in PlaceKey key, ProviderConfig? provider, HeaderRoute[] alternatives, int index)
    {
        var route = key.Route == 0 ? null : _config.Routes[key.Route - 1];
        var (candidates, why) = CandidatesOf(route, key.Route, provider, key.Region);
        return new Place
        {
            Index = index,
            Provider = provider?.Name,
            Region = key.Region,
            Candidates = candidates,
            Upstream = route?.Upstream,
            // A route is an exception to whatever the provider has, and who says serveFrom: upstream means it.
            RedirectsTo = route is null && provider is { ServeFromUpstream: false } ? provider.RedirectsTo : null,
            Artifacts = [.. _config.Artifacts.Where(a => a.Provider is null || a.Provider == provider?.Name)],
            Alternatives = alternatives,
            Why = why,
        };
    }

    private ProviderConfig? ProviderOf(in OriginFacts facts)
    {
        if (facts.Network is { } network && _providerByNetwork.TryGetValue(network, out var byNetwork)) return byNetwork;
        return facts.Asn != 0 && _providerByAsn.TryGetValue(facts.Asn, out var byAsn) ? byAsn : null;
    }

    /// <summary>Of the first route that matches whatever the headers are, from 1 up; 0: of none. Those before it that match but for their headers are added.</summary>
    private int NumberOfRoute(in OriginFacts facts, ProviderConfig? provider, List<int> byHeader)
    {
        for (var i = 0; i < _asnsByRoute.Length; i++)
        {
            var when = _config.Routes[i].When;
            if (!Matches(when, _asnsByRoute[i], facts, provider)) continue;
            if (when.Headers.Count == 0) return i + 1;
            byHeader.Add(i + 1);
        }
        return 0;
    }

    private static bool Matches(RouteMatch when, HashSet<uint> asns, in OriginFacts facts, ProviderConfig? provider) =>
        Allows(when.Countries, facts.Country)
        && Allows(when.Providers, provider?.Name)
        && Allows(when.Networks, facts.Network)
        && Allows(when.Regions, facts.Region)
        && (asns.Count == 0 || (facts.Asn != 0 && asns.Contains(facts.Asn)));

    private static bool Allows(IReadOnlyList<string> wanted, string? value) =>
        wanted.Count == 0 || (value is not null && wanted.Contains(value));

    private (Mirror[] Candidates, string Why) CandidatesOf(RouteConfig? route, int number, ProviderConfig? provider, string? region)
    {
        if (route is not null) return (Compiled(route.Use), $"route {number}");
        if (provider is null) return _tellsClientsApart ? (Compiled(_config.Default), "default") : ([], "feeds missing");
        if (provider.ServeFromUpstream) return ([], "upstream");
        if (region is not null && MirrorsByDistance.IsPlaced(provider, region)) return (Compiled(MirrorsByDistance.Order(provider, region)), "provider");
        return provider.Regionless.Count > 0 ? (Compiled(provider.Regionless), "regionless") : (Compiled(provider.Mirrors), "provider");
    }

    /// <summary>The first few. Those of a provider that a provider file has put out of action since the policy was read are left out.</summary>
    private Mirror[] Compiled(IEnumerable<MirrorConfig> mirrors) =>
        [.. mirrors.Where(_mirrors.ContainsKey).Take(_config.Presence.Candidates).Select(m => _mirrors[m])];
}
