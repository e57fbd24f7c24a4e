using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>A repository that a source names.</summary>
/// <param name="Client">Its registry.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Place">What its blobs are told to be had from.</param>
internal sealed record SourceRepository(RegistryClient Client, string Name, Place Place)
{
    /// <summary>What messages call it.</summary>
    public string Title => $"{Client.Host}/{Name}";

    /// <summary>What messages call one of its manifests.</summary>
    public string TitleOf(Digest digest) => $"{Title}@{digest}";
}
