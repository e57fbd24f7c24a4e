using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>
/// Reads a manifest's own map of names, <c>registryMap</c>: FROM to TO. A FROM that matches none of the manifest's names is an error, as one of the
/// command line's that matches none at all is.
/// </summary>
internal sealed class NameMapReader
{
    private readonly List<(NameMapping Mapping, YamlNode At)> _read = [];

    private NameMapReader(NameMap own) => Own = own;

    /// <summary>What the manifest replaces.</summary>
    public NameMap Own { get; private set; }

    /// <summary>Reads the map under a key, which may be left out; what is wrong in it is reported and left out.</summary>
    public static NameMapReader Read(YamlReport report, MapReader manifest, string key)
    {
        var reader = new NameMapReader(NameMap.Empty);
        foreach (var (from, value) in manifest.Map(key)?.Entries() ?? [])
        {
            if (report.Text(value, $"what replaces {Quoted.Text(from.Text)}") is not { } to) continue;
            if (!NameMapping.TryCreate(from.Text, to.Text, out var mapping, out var problem)) report.Add(from, problem);
            else if (reader._read.Exists(one => one.Mapping.From == mapping.From)) report.Add(from, $"{Quoted.Text(mapping.From)} is replaced twice: keep one");
            else reader._read.Add((mapping, from));
        }
        if (NameMap.TryCreate([.. reader._read.Select(one => one.Mapping)], out var own, out _)) reader.Own = own;
        return reader;
    }

    /// <summary>Reports what matches none of the manifest's names.</summary>
    public void ReportUnmatched(YamlReport report, IReadOnlyCollection<string> names)
    {
        foreach (var (mapping, at) in _read)
        {
            if (!names.Any(mapping.Matches)) report.Add(at, $"none of the manifest's names is {Quoted.Text(mapping.From)} or below it{report.Suggest(mapping.From, names)}");
        }
    }
}
