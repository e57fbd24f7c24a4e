using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>providers</c>: all of them, with their mirrors.</summary>
internal sealed class ProvidersReader(PolicyReport report, Func<string, bool>? isKnownRegion)
{
    /// <summary>Reads the section.</summary>
    public ProvidersSection Read(IReadOnlyList<YamlNode>? items)
    {
        var mirrors = new MirrorDirectory(report);
        var reader = new ProviderReader(report, mirrors, isKnownRegion);
        var entries = new List<ProviderEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in items ?? [])
        {
            if (report.Yaml.Map(item, "a provider") is not { } map) continue;
            var entry = reader.Read(map);
            entries.Add(entry);
            if (entry.Config.Name.Length > 0 && !lines.TryAdd(entry.Config.Name, entry.At.Line))
                report.Error(entry.At, $"provider {Quoted.Text(entry.Config.Name)} is there twice, first in line {lines[entry.Config.Name]}: merge them or rename one");
        }
        return new ProvidersSection([.. entries.Select(entry => WithRegionless(entry, mirrors))], mirrors);
    }

    private static ProviderEntry WithRegionless(ProviderEntry entry, MirrorDirectory mirrors)
    {
        var regionless = mirrors.Resolve(entry.Regionless, "'regionless'", entry.Config.Name);
        return entry with { Config = entry.Config with { Regionless = regionless } };
    }
}
