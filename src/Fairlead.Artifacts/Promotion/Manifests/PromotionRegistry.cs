namespace Fairlead.Artifacts.Promotion.Manifests;

/// <summary>A registry, or a part of one, that a manifest promotes from or to.</summary>
/// <param name="Name"><c>HOST[:PORT][/PATH]</c>: what an image's name is appended to.</param>
/// <param name="IsSource">Whether images come from here.</param>
/// <param name="ServiceAccount">Who writes there; null where the manifest doesn't say.</param>
/// <param name="At">Where it stands.</param>
public sealed record PromotionRegistry(string Name, bool IsSource, string? ServiceAccount, FilePlace At)
{
    /// <summary><c>HOST[:PORT]</c>.</summary>
    public string Host => Name.Split('/', 2)[0];

    /// <summary>The repository of an image here: its name behind the path.</summary>
    public string RepositoryOf(string image) => Name.Split('/', 2) is [_, var path] ? $"{path}/{image}" : image;
}
