using Fairlead.Formats.Yaml;

namespace Fairlead.Policy.Loading;

/// <summary>All mirrors of the policy by name, for whatever names one.</summary>
internal sealed class MirrorDirectory(PolicyReport report)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Enters a mirror under its name.</summary>
    /// <param name="name">Unique in the policy; a second one is reported.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="mirror">Null for one whose URL is wrong: it is still no misspelling to name it.</param>
    /// <param name="isActive">Whether its provider is.</param>
    public void Add(string name, YamlNode at, MirrorConfig? mirror, bool isActive)
    {
        if (!_entries.TryAdd(name, new Entry(mirror, at.Line, isActive)))
            report.Error(at, $"mirror {Quoted.Text(name)} is there twice, first in line {_entries[name].Line}: give one another 'name'");
    }

    /// <summary>The mirrors of these names, in order; those of inactive providers are left out with a warning.</summary>
    /// <param name="names">Null gives none.</param>
    /// <param name="what">Who names them, for messages.</param>
    /// <param name="provider">The provider that names them, whose own mirrors are as active as it is; or null.</param>
    public IReadOnlyList<MirrorConfig> Resolve(IReadOnlyList<YamlScalar>? names, string what, string? provider = null)
    {
        var mirrors = new List<MirrorConfig>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names ?? [])
        {
            if (!seen.Add(name.Text)) report.Error(name, $"{what} names mirror {Quoted.Text(name.Text)} twice: remove one");
            else if (!_entries.TryGetValue(name.Text, out var entry))
                report.Error(name, $"{what} names {Quoted.Text(name.Text)}, which is no mirror of any provider{report.Yaml.Suggest(name.Text, _entries.Keys)}");
            else if (entry.Mirror is null) continue;
            else if (!entry.IsActive && entry.Mirror.Provider != provider)
                report.Warning(name, $"mirror {Quoted.Text(name.Text)} is of provider {Quoted.Text(entry.Mirror.Provider)}, which is not active: left out");
            else mirrors.Add(entry.Mirror);
        }
        return mirrors;
    }

    private readonly record struct Entry(MirrorConfig? Mirror, int Line, bool IsActive);
}
