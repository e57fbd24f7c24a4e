using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>when</c> of a route: each key is one value or a list of them.</summary>
internal sealed class RouteMatchReader(PolicyReport report, NetworksSection networks, ProvidersSection providers)
{
    /// <summary>Networks that facts can name: those of feeds, and the providers' own for their literal prefixes.</summary>
    private readonly HashSet<string> _networks =
        [.. networks.Names, .. providers.Configs.Where(provider => provider.Cidrs.Count > 0).Select(provider => provider.Name)];

    private readonly HeaderMatchReader _headers = new(report);

    /// <summary>Reads it; null gives a match of everyone.</summary>
    public RouteMatch Read(MapReader? map)
    {
        if (map is null) return new RouteMatch([], [], [], [], [], []);
        if (map.Node.Entries.Count == 0)
            report.Warning(map.Node, "an empty 'when' is for everyone: no route below it, no provider's mirrors and no 'default' are ever used");
        return new RouteMatch(
            Texts(map, "country", ReadCountry),
            Texts(map, "provider", ReadProvider),
            Texts(map, "network", ReadNetwork),
            Texts(map, "region", report.Region),
            ReadAsns(map),
            _headers.Read(map.Map("header")));
    }

    private static List<string> Texts(MapReader map, string key, Func<YamlScalar, string?> read) =>
        [.. (map.TextOrTexts(key) ?? []).Select(read).OfType<string>()];

    private string? ReadCountry(YamlScalar text)
    {
        if (!networks.BringsCountries) report.Warning(text, "no source of countries is loaded: this matches nobody");
        return report.Country(text);
    }

    private string? ReadProvider(YamlScalar text)
    {
        if (!providers.CanName(text.Text))
        {
            report.Error(text, $"there is no provider {Quoted.Text(text.Text)}{report.Yaml.Suggest(text.Text, providers.Configs.Select(known => known.Name))}");
            return null;
        }
        if (providers.Find(text.Text) is { Active: false }) report.Warning(text, $"provider {Quoted.Text(text.Text)} is not active: this matches nobody");
        return text.Text;
    }

    private string? ReadNetwork(YamlScalar text)
    {
        if (networks.BringsAnyNetwork || _networks.Contains(text.Text)) return text.Text;
        report.Error(text, $"no feed names the network {Quoted.Text(text.Text)}{report.Yaml.Suggest(text.Text, _networks)}");
        return null;
    }

    private List<uint> ReadAsns(MapReader map)
    {
        var asns = new List<uint>();
        foreach (var item in map.OneOrMore("asn") ?? [])
        {
            if (report.Asn(item) is not { } asn) continue;
            if (!networks.BringsAsns) report.Warning(item, "no source of ASNs is loaded: this matches nobody");
            asns.Add(asn);
        }
        return asns;
    }
}
