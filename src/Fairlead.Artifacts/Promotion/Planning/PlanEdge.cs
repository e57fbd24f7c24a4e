using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>One image under one tag, or without any, in one destination.</summary>
/// <param name="Image">Its name below the registries.</param>
/// <param name="Digest">Which.</param>
/// <param name="Tag">The tag that is to name it; null: it is promoted by its digest alone.</param>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Action">What is to be done.</param>
public sealed record PlanEdge(string Image, Digest Digest, string? Tag, RegistryRoot From, RegistryRoot To, EdgeAction Action)
{
    // A plan may have a million edges, and next to none of them has been anything else.
    private readonly object? _was;

    /// <summary>What the tag named in the destination when the plan was made; null: there was no such tag, or the edge has none.</summary>
    public Digest? Was
    {
        get => (Digest?)_was;
        init => _was = value;
    }

    /// <summary>Why it is refused, where what the tag names is not all: what the manifests say of it, or that it has changed since the plan was made; else null.</summary>
    public string? Reason { get; init; }

    /// <summary><c>HOST/REPOSITORY:TAG</c> in the destination, or <c>HOST/REPOSITORY@DIGEST</c>.</summary>
    public string Target => Tag is null ? $"{To.Host}/{To.RepositoryOf(Image)}@{Digest}" : $"{To.Host}/{To.RepositoryOf(Image)}:{Tag}";
}
