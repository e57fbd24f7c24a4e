using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Artifacts.Promotion.Holdings;

/// <summary>A repository of a host: what different roots and names of images may come to.</summary>
internal readonly record struct RepositoryId(string Host, string Name)
{
    /// <summary>That of an image below a root.</summary>
    public static RepositoryId Of(RegistryRoot root, string image) => new(root.Host, root.RepositoryOf(image));

    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? Host : $"{Host}/{Name}";
}
