using Fairlead.Formats.Yaml;

namespace Fairlead.Traffic.Pricing;

/// <summary><c>from</c> and <c>to</c> of an entry.</summary>
internal sealed class PriceMatchReader(YamlReport report)
{
    private const string Same = "same";

    /// <summary>Which backends; any when the key is not set.</summary>
    public PriceMatch ReadFrom(MapReader entry) => entry.Map("from") is not { } from ? new() : new()
    {
        Backends = Backends(from),
        Providers = Names(from, "provider"),
        Regions = Regions(Names(from, "region"), from),
    };

    /// <summary>Which clients; any when the key is not set.</summary>
    public PriceMatch ReadTo(MapReader entry)
    {
        if (entry.Map("to") is not { } to) return new();
        var (providers, sameProvider) = OrSame(to, "provider");
        var (regions, sameRegion) = OrSame(to, "region");
        return new()
        {
            Providers = providers,
            SameProvider = sameProvider,
            Regions = Regions(regions, to),
            SameRegion = sameRegion,
            Countries = Countries(to),
        };
    }

    private (IReadOnlyList<string> Names, bool IsSame) OrSame(MapReader map, string key)
    {
        var names = Names(map, key);
        if (!names.Contains(Same)) return (names, false);
        if (names.Count > 1) report.Add(map.KeyOf(key), $"'{Same}' stands alone: give other names an entry of their own");
        return ([], true);
    }

    private List<string> Backends(MapReader from)
    {
        var names = Names(from, "backend");
        foreach (var name in names.Where(name => name.AsSpan(1).Contains('*')))
            report.Add(from.KeyOf("backend"), $"{Quoted.Text(name)}: a '*' stands only at the beginning of a backend's name");
        return names;
    }

    private IReadOnlyList<string> Regions(IReadOnlyList<string> names, MapReader map)
    {
        foreach (var name in names.Where(name => name.AsSpan(0, name.Length - 1).Contains('*')))
            report.Add(map.KeyOf("region"), $"{Quoted.Text(name)}: a '*' stands only at the end of a region's name");
        return names;
    }

    private List<string> Countries(MapReader map)
    {
        var names = Names(map, "country");
        foreach (var name in names.Where(name => name.Length != 2 || !name.All(char.IsAsciiLetterUpper)))
            report.Add(map.KeyOf("country"), $"{Quoted.Text(name)} is no country: two capital letters, as in DE");
        return names;
    }

    private List<string> Names(MapReader map, string key)
    {
        var names = map.TextOrTexts(key) ?? [];
        foreach (var name in names.Where(name => name.Text.Length == 0)) report.Add(name, $"a name in {Quoted.Text(key)} is empty");
        return [.. names.Select(name => name.Text).Where(name => name.Length > 0)];
    }
}
