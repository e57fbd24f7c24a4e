using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Clients;

/// <summary><c>skopeo copy</c> into a directory, blobs as they came (containers-transports(5), <c>dir:</c>).</summary>
internal sealed class Skopeo : IImageClient
{
    private readonly TempDirectory _directory = new();

    public Task<CommandResult> PullAsync(string reference) => ClientCommand.RunAsync(
        Tool.Skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", $"docker://{reference}", $"dir:{_directory.Path}");

    public async Task ShouldHoldAsync(TestImage image)
    {
        await ImageClients.ShouldBeBlobAsync(_directory.File("manifest.json"), image.Manifest);
        foreach (var blob in image.Blobs) await ImageClients.ShouldBeBlobAsync(_directory.File(blob.Hex), blob);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
