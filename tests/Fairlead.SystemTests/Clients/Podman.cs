using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Clients;

/// <summary><c>podman pull</c> into storage of its own. The storage keeps layers unpacked, so those are compared by diff id and by content.</summary>
internal sealed class Podman : IImageClient
{
    private readonly TempDirectory _directory = new();

    public Task<CommandResult> PullAsync(string reference) => RunAsync("pull", "--quiet", "--tls-verify=false", reference);

    public async Task ShouldHoldAsync(TestImage image)
    {
        var inspected = (await RunAsync("image", "inspect", image.Config.Hex)).Succeeded();
        using var json = JsonDocument.Parse(inspected.Output);
        var pulled = json.RootElement[0];
        Digest.Parse(pulled.GetProperty("Digest").GetString()).ShouldBe(image.Manifest);
        var layers = pulled.GetProperty("RootFS").GetProperty("Layers").EnumerateArray().Select(layer => Digest.Parse(layer.GetString()));
        layers.ShouldBe(image.DiffIds);

        // The vfs driver keeps a whole root a layer; the last one has every file.
        var roots = new DirectoryInfo(_directory.File("root/vfs/dir")).GetDirectories();
        var top = roots.Single(root => root.GetFiles("layer-*").Length == image.Files.Count);
        foreach (var file in image.Files)
            await ImageClients.ShouldBeBlobAsync(Path.Combine(top.FullName, Path.GetFileName(file)), Digest.Of(await File.ReadAllBytesAsync(file)));
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<CommandResult> RunAsync(params IEnumerable<string> arguments) => ClientCommand.RunAsync(
        Tool.Podman, ["--root", _directory.File("root"), "--runroot", _directory.File("runroot"), "--storage-driver", "vfs", .. arguments]);
}
