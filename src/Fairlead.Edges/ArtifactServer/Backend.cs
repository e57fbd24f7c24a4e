using Fairlead.Formats.Yaml;

namespace Fairlead.Edges.ArtifactServer;

/// <summary>A backend of the configuration.</summary>
internal sealed record Backend
{
    /// <summary>Its name, which nothing depends on.</summary>
    public required YamlScalar Name { get; init; }

    /// <summary><c>https://host</c> and the path prefix, without a slash at the end.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Whether paths are put below another: a registry's can't be.</summary>
    public required bool HasPathPrefix { get; init; }

    /// <summary>Whether it has conditions at all; without any it is for every request.</summary>
    public required bool HasConditions { get; init; }

    /// <summary>Paths of which one is enough; those that can't be carried over are left out.</summary>
    public required IReadOnlyList<YamlScalar> Paths { get; init; }

    /// <summary>Headers of which one is enough; those that can't be carried over are left out.</summary>
    public required IReadOnlyList<BackendHeader> Headers { get; init; }

    /// <summary>Whether it takes every request.</summary>
    public bool IsForEverybody => !HasConditions || Paths.Any(path => path.Text == "/");
}
