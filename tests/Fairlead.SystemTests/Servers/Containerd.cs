using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>A containerd of the test's own, with an empty content store. It pulls; it can't run anything.</summary>
internal sealed class Containerd : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ServerProcess _process;

    private Containerd(TempDirectory directory, ServerProcess process) => (_directory, _process) = (directory, process);

    /// <summary>What <c>ctr --address</c> takes.</summary>
    public string Socket => SocketIn(_directory);

    /// <summary>Where blobs are kept: <c>sha256/hex</c>.</summary>
    public string Blobs => _directory.File("root/io.containerd.content.v1.content/blobs");

    public static async Task<Containerd> StartAsync()
    {
        var directory = new TempDirectory();
        // The plugins left out look for cgroups, for a runtime or for a file system; a pull needs none of them.
        var configuration = directory.Write("config.toml", $$"""
            version = 2
            root = "{{directory.Subdirectory("root")}}"
            state = "{{directory.Subdirectory("state")}}"
            disabled_plugins = [
              "io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt", "io.containerd.monitor.v1.cgroups",
              "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper",
              "io.containerd.snapshotter.v1.overlayfs", "io.containerd.snapshotter.v1.zfs"]
            [grpc]
            address = "{{SocketIn(directory)}}"
            [ttrpc]
            address = "{{directory.File("ttrpc.sock")}}"
            """);
        var process = await ServerProcess.StartAsync(
            Tool.Containerd.Path, ["--config", configuration], directory.File("output.log"),
            containerd => containerd.WaitForOutputAsync("containerd successfully booted"));
        return new Containerd(directory, process);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static string SocketIn(TempDirectory directory) => directory.File("containerd.sock");
}
