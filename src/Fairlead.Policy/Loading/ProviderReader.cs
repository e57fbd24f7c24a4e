using Fairlead.Formats.Yaml;
using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary>One entry of <c>providers</c>.</summary>
internal sealed class ProviderReader(PolicyReport report, MirrorDirectory directory, Func<string, bool>? isKnownRegion)
{
    private readonly MirrorsReader _mirrors = new(report, directory, isKnownRegion);

    /// <summary>Reads it; <c>regionless</c> is left for later, it may name mirrors that come further down.</summary>
    public ProviderEntry Read(MapReader map)
    {
        var nameText = map.Text("name");
        if (!map.Has("name")) report.Error(map.Node, "a provider needs a 'name'");
        report.Name(nameText);
        var name = nameText?.Text ?? "";
        var isActive = map.Bool("active") ?? true;
        var networks = ReadNetworks(map.Texts("networks") ?? []);
        var asns = ReadAsns(map.List("asns") ?? []);
        var cidrs = ReadCidrs(map.List("cidrs") ?? []);
        var regions = new HashSet<string>(StringComparer.Ordinal);
        var mirrors = _mirrors.Read(map.List("mirrors"), name, isActive, regions);
        var regionless = map.Texts("regionless") ?? [];

        var config = new ProviderConfig
        {
            Name = name,
            Networks = [.. networks.Select(network => network.Value)],
            Asns = [.. asns.Select(asn => asn.Value)],
            Cidrs = [.. cidrs.Select(cidr => cidr.Value)],
            Contact = report.Contact(map.Map("contact")),
            Active = isActive,
            SetsAsns = map.Has("asns"),
            SetsActive = map.Has("active"),
            ServeFromUpstream = ReadServeFrom(map),
            Mirrors = mirrors,
            Nearest = ReadNearest(map.Map("nearest"), regions),
        };
        var prefixes = cidrs.Select(cidr => new Located<IpPrefix>(cidr.Value.Prefix, cidr.At)).ToList();
        return new ProviderEntry(config, (YamlNode?)nameText ?? map.Node, networks, asns, prefixes, map.Has("mirrors") && !map.IsEmptyList("mirrors"), regionless);
    }

    private List<Located<string>> ReadNetworks(IReadOnlyList<YamlScalar> texts) =>
        [.. texts.Where(text => report.Name(text) is not null).Select(text => new Located<string>(text.Text, text))];

    private List<Located<uint>> ReadAsns(IReadOnlyList<YamlNode> items) =>
        [.. items.Select(item => (At: item, Asn: report.Asn(item))).Where(read => read.Asn is not null).Select(read => new Located<uint>(read.Asn!.Value, read.At))];

    private List<Located<CidrConfig>> ReadCidrs(IReadOnlyList<YamlNode> items)
    {
        var cidrs = new List<Located<CidrConfig>>();
        var regions = new Dictionary<IpPrefix, string>();
        foreach (var item in items)
        {
            YamlScalar? text;
            string? region = null;
            if (item is YamlMapping)
            {
                var map = report.Yaml.Map(item, "a cidr")!;
                if (!map.Has("prefix")) report.Error(map.Node, "a cidr needs a 'prefix'");
                text = map.Text("prefix");
                region = report.Region(map.Text("region"));
            }
            else
            {
                text = report.Yaml.Text(item, "an item of 'cidrs'");
            }
            if (text is null || report.Prefix(text) is not { } prefix) continue;
            if (region is not null && !regions.TryAdd(prefix, region) && regions[prefix] != region)
                report.Error(text, $"{prefix} can't be in both {regions[prefix]} and {region}: remove one");
            else cidrs.Add(new Located<CidrConfig>(new CidrConfig(prefix, region), text));
        }
        return cidrs;
    }

    private bool ReadServeFrom(MapReader map)
    {
        if (map.Enum("serveFrom", ("upstream", true)) is null) return false;
        foreach (var key in (ReadOnlySpan<string>)["mirrors", "nearest", "regionless"])
        {
            if (map.Has(key)) report.Error(map.KeyOf(key), $"'{key}' contradicts 'serveFrom: upstream': remove one of the two");
        }
        return true;
    }

    private Dictionary<string, string> ReadNearest(MapReader? map, HashSet<string> regions)
    {
        var nearest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map?.Entries() ?? [])
        {
            var from = report.Region(key);
            if (from is not null && isKnownRegion?.Invoke(from) == false)
                report.Warning(key, $"region {Quoted.Text(from)} is not in the table of places: is it misspelt?");
            if (report.Yaml.Text(value, $"'nearest' of {Quoted.Text(key.Text)}") is not { } to) continue;
            // No error: the contract's own example names such a region, and distance then decides as if nothing stood here.
            if (!regions.Contains(to.Text))
                report.Warning(to, $"'nearest' leads to {Quoted.Text(to.Text)}, where this provider has no mirror: left out{report.Yaml.Suggest(to.Text, regions)}");
            else if (from is not null) nearest[from] = to.Text;
        }
        return nearest;
    }
}
