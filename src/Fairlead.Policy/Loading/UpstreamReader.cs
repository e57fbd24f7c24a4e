using Fairlead.Formats.Oci;
using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary><c>upstream</c>, wherever it stands: at the top, of a host, of a route.</summary>
internal sealed class UpstreamReader(PolicyReport report)
{
    /// <summary>The policy's own upstream; the override takes the place of its registries.</summary>
    public UpstreamConfig? ReadMain(MapReader file, string? registryOverride)
    {
        var overriding = ReadOverride(registryOverride);
        var map = file.Map("upstream");
        if (map is not null) return Read(map, overriding);
        if (file.Has("upstream")) return null;
        if (overriding is not null) return new UpstreamConfig(overriding, "", null);
        report.Error(file.Node, "'upstream' is missing: name the registry that everything can always go to");
        return null;
    }

    /// <summary>An upstream of its own, which inherits nothing.</summary>
    public UpstreamConfig? Read(MapReader map) => Read(map, null);

    private UpstreamConfig? Read(MapReader map, IReadOnlyList<string>? overriding)
    {
        var registries = ReadRegistries(map, isRequired: overriding is null);
        var prefix = ReadRepositoryPrefix(map.Text("repositoryPrefix"));
        var signatures = map.Text("signatures");
        return new UpstreamConfig(overriding ?? registries, prefix, signatures is null ? null : ReadBase(signatures));
    }

    private List<string> ReadRegistries(MapReader map, bool isRequired)
    {
        var registries = new List<string>();
        if (isRequired && !map.Has("registry")) report.Error(map.Node, "'registry' is missing: give its URL, such as https://registry.example.org");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in map.TextOrTexts("registry") ?? [])
        {
            if (ReadBase(text) is not { } registry) continue;
            if (seen.Add(registry)) registries.Add(registry);
            else report.Error(text, $"registry {Quoted.Text(registry)} is named twice: remove one");
        }
        return registries;
    }

    private string? ReadBase(YamlScalar text)
    {
        if (TryParseBase(text.Text, out var registry, out var fault)) return registry;
        report.Error(text, $"{Quoted.Text(text.Text)} is not a registry: {fault}");
        return null;
    }

    private string ReadRepositoryPrefix(YamlScalar? text)
    {
        if (text is null || text.Text.Length == 0) return "";
        if (!RepositoryName.IsValid(text.Text))
            report.Error(text, $"{Quoted.Text(text.Text)} is not a repository prefix: lower-case path components, no slash at either end");
        return text.Text;
    }

    private List<string>? ReadOverride(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var registries = new List<string>();
        foreach (var text in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (TryParseBase(text, out var registry, out var fault)) registries.Add(registry);
            else report.ErrorOutside(PolicyFile.OverrideName, $"{Quoted.Text(text)} is not a registry: {fault}");
        }
        return registries;
    }

    /// <summary>A registry is a host: the API's <c>/v2/</c> stands at its root (distribution specification, "Endpoints").</summary>
    private static bool TryParseBase(string text, out string registry, out string fault)
    {
        registry = "";
        if (!HttpUrl.TryParse(text, out var url, out fault)) return false;
        if (url.HasQuery || url.HasFragment) fault = "it can have no query and no fragment";
        else if (url.Path is not ("" or "/")) fault = "it can have no path: a path before the repositories goes into 'repositoryPrefix'";
        registry = text.TrimEnd('/');
        return fault.Length == 0;
    }
}
