using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Clients;

/// <summary><c>skopeo copy</c> into a directory, blobs as they came (containers-transports(5), <c>dir:</c>).</summary>
internal sealed class Skopeo : IImageClient
{
    private readonly TempDirectory _directory = new();

    public Task<CommandResult> PullAsync(string reference) => ClientCommand.RunAsync(
        Tool.Skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", $"docker://{reference}", $"dir:{_directory.Path}");

    public Task ShouldHoldAsync(TestImage image) => ShouldHoldAsync(image.Manifest, image.Blobs);

    /// <summary>Likewise against an image of which the digests are known.</summary>
    public async Task ShouldHoldAsync(Digest manifest, IEnumerable<Digest> blobs)
    {
        await ImageClients.ShouldBeBlobAsync(_directory.File("manifest.json"), manifest);
        foreach (var blob in blobs) await ImageClients.ShouldBeBlobAsync(_directory.File(blob.Hex), blob);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
