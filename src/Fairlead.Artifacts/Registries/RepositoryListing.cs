using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>What <c>/v2/NAME/tags/list</c> told, all its pages together.</summary>
/// <param name="Tags">In the registry's order.</param>
/// <param name="Manifests">
/// Google's registries list every manifest too (<c>manifest</c>: digest to tags, size, media type, times); null where the registry does not.
/// </param>
/// <param name="Children">Google's <c>child</c>: names of the repositories directly below this one; empty elsewhere.</param>
public sealed record RepositoryListing(
    IReadOnlyList<string> Tags, IReadOnlyDictionary<Digest, ListedManifest>? Manifests, IReadOnlyList<string> Children);
