using Fairlead.Formats.Oci;

namespace Fairlead.SystemTests.Clients;

/// <summary>The clients that pulls are tested with.</summary>
internal static class ImageClients
{
    public static readonly IReadOnlyList<string> Names = ["skopeo", "podman", "ctr"];

    /// <summary>A client by name, its store empty.</summary>
    public static async Task<IImageClient> NewAsync(string name) => name switch
    {
        "skopeo" => new Skopeo(),
        "podman" => new Podman(),
        "ctr" => await Ctr.StartAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such client"),
    };

    /// <summary>Checks that a file is what its digest says.</summary>
    public static async Task ShouldBeBlobAsync(string file, Digest digest) =>
        Digest.Of(await File.ReadAllBytesAsync(file)).ShouldBe(digest, file);
}
