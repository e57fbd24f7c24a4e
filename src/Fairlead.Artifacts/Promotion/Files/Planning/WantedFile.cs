using Fairlead.Artifacts.Promotion.Files.Manifests;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>One file that one destination is to hold.</summary>
/// <param name="File">Its name below both stores.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
public sealed record WantedFile(string File, Digest Digest, StoreUrl From, StoreUrl To)
{
    /// <summary>What tells its object from all others, whichever store it is reached through.</summary>
    internal string Target => To.Identity(File);

    /// <summary>All that manifests want.</summary>
    public static IEnumerable<WantedFile> Of(IEnumerable<FileManifest> manifests) =>
        from manifest in manifests
        from destination in manifest.Destinations
        from file in manifest.Files
        select new WantedFile(file.Name, file.Digest, manifest.Source.Url, destination.Url);
}
