using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Revisions;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary>What <c>promote diff</c> was asked to do.</summary>
internal sealed record DiffPlan
{
    /// <summary>What to compare.</summary>
    public required RevisionRange Range { get; init; }

    /// <summary>Where the manifests are in the repository.</summary>
    public required RepositoryPath Path { get; init; }

    /// <summary>The repository; null: the current folder's.</summary>
    public string? Repository { get; init; }

    /// <summary>What takes the place of the manifests' names.</summary>
    public required NameMap Map { get; init; }

    /// <summary>How registries are talked to; null: none is, and no store.</summary>
    public RegistryClientOptions? Registries { get; init; }

    /// <summary>Whether what is lost fails nothing.</summary>
    public bool AllowLost { get; init; }

    /// <summary>Whether Markdown is wanted.</summary>
    public bool IsMarkdown { get; init; }

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson { get; init; }
}
