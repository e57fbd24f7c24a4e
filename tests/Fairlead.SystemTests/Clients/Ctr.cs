using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Clients;

/// <summary><c>ctr images pull</c> into a containerd of its own; the native snapshotter needs nothing of the kernel.</summary>
internal sealed class Ctr : IImageClient
{
    private readonly Containerd _containerd;

    private Ctr(Containerd containerd) => _containerd = containerd;

    public static async Task<Ctr> StartAsync() => new(await Containerd.StartAsync());

    public Task<CommandResult> PullAsync(string reference) => ClientCommand.RunAsync(
        Tool.Ctr, "--address", _containerd.Socket, "images", "pull", "--plain-http", "--snapshotter", "native", reference);

    public async Task ShouldHoldAsync(TestImage image)
    {
        foreach (var blob in image.Blobs.Append(image.Manifest))
            await ImageClients.ShouldBeBlobAsync(Path.Combine(_containerd.Blobs, "sha256", blob.Hex), blob);
    }

    public ValueTask DisposeAsync() => _containerd.DisposeAsync();
}
