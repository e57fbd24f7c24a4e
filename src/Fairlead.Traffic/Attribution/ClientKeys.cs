using Fairlead.Networks;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Attribution;

/// <summary>The part of a key that the client decides: provider, region, ASN, country. Worked out once for each facts of the table, when they are first met. For one thread.</summary>
internal sealed class ClientKeys(ClientNetworks networks, CellNames names)
{
    private static readonly CellKey s_isKnown = new(0, 1); // the lowest bits of a key are 0

    private readonly CellKey[] _byFacts = new CellKey[networks.Table.Facts.Length];

    /// <summary>By the index of the client's facts.</summary>
    public CellKey Of(int facts)
    {
        ref var known = ref _byFacts[facts];
        if (known == default) known = KeyOf(facts).With(s_isKnown);
        return known.Without(s_isKnown);
    }

    /// <summary>By what a log says itself, which is believed where it can be a name.</summary>
    public CellKey Of(in LoggedFacts facts)
    {
        var country = CountryCode.TryParse(facts.Country, out var code) ? names.Countries.Add(code.ToString()) : 0;
        var provider = networks.IsByPolicy ? facts.Provider : facts.Network;
        return KeyOf(Number(names.Providers, provider), Number(names.Regions, facts.Region), facts.Asn, country);
    }

    private CellKey KeyOf(int index)
    {
        var facts = networks.Table.Facts[index];
        return KeyOf(
            names.Providers.Add(networks.ProviderOf(index) ?? ""), names.Regions.Add(facts.Region ?? ""), facts.Asn, names.Countries.Add(facts.Country ?? ""));
    }

    private CellKey KeyOf(int provider, int region, uint asn, int country)
    {
        var number = names.Asns.Add(asn, null); // organisations are named once, by whoever writes them down
        return new CellKey(period: 0, backend: 0, provider, region, number, country, ContentKind.Other, statusClass: 0, image: 0);
    }

    private static int Number(NameList list, ReadOnlySpan<byte> name) => PrintableText.IsName(name) ? list.Add(name) : 0;
}
