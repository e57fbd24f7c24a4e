using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>Names and what replaces them: the longest FROM that matches. Immutable.</summary>
public sealed class NameMap
{
    private NameMap(IReadOnlyList<NameMapping> mappings) => Mappings = mappings;

    /// <summary>Replaces nothing.</summary>
    public static NameMap Empty { get; } = new([]);

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<NameMapping> Mappings { get; }

    /// <summary>A map of these; <paramref name="problem"/> names a FROM that comes twice.</summary>
    public static bool TryCreate(IReadOnlyList<NameMapping> mappings, [NotNullWhen(true)] out NameMap? map, [NotNullWhen(false)] out string? problem)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var twice = mappings.FirstOrDefault(mapping => !seen.Add(mapping.From));
        problem = twice is null ? null : $"{Quoted.Text(twice.From)} is replaced twice: keep one";
        map = twice is null ? new NameMap(mappings) : null;
        return map is not null;
    }

    /// <summary>What takes the place of a name; null where nothing does.</summary>
    public string? Find(string name) => Mappings.Where(mapping => mapping.Matches(name)).MaxBy(mapping => mapping.From.Length)?.Apply(name);

    /// <summary>Those that match none of these names: slips of the finger, for whose sake things would go to the real place.</summary>
    public IEnumerable<NameMapping> Unmatched(IReadOnlyCollection<string> names) => Mappings.Where(mapping => !names.Any(mapping.Matches));
}
