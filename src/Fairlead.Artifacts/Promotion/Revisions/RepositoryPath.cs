using System.Diagnostics.CodeAnalysis;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>A path within a repository: names with <c>/</c> between them; none is the repository itself.</summary>
public sealed record RepositoryPath(IReadOnlyList<string> Parts)
{
    /// <summary>The repository itself.</summary>
    public static RepositoryPath Root { get; } = new([]);

    /// <summary>Parses it; slashes at its end and parts <c>.</c> mean nothing.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RepositoryPath? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        string[] parts = [.. text.Split('/').Where(part => part is not ("" or "."))];
        problem = text.StartsWith('/') || parts.Contains("..") || text.Any(char.IsControl)
            ? $"{Quoted.Text(text)} is no path within the repository: write it from the repository's top, such as promotion/registry"
            : null;
        if (problem is null) path = new RepositoryPath(parts);
        return path is not null;
    }

    /// <summary>The path of something below it.</summary>
    public string Of(string below) => string.Join('/', Parts.Append(below));

    /// <inheritdoc/>
    public override string ToString() => Parts.Count == 0 ? "." : string.Join('/', Parts);
}
