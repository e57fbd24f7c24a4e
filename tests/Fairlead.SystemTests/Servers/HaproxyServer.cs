using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>Debian's HAProxy with what <c>fairlead export haproxy</c> wrote, as one process on a port of its own.</summary>
internal sealed class HaproxyServer : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ServerProcess _process;

    private HaproxyServer(TempDirectory directory, ServerProcess process, int port) => (_directory, _process, Url) = (directory, process, new Uri($"http://127.0.0.1:{port}"));

    public Uri Url { get; }

    /// <summary>Exports the policy and starts a server with it.</summary>
    public static async Task<HaproxyServer> StartAsync(string policyFile)
    {
        var (directory, port) = (new TempDirectory(), FreePort.Next());
        (await FairleadProgram.RunAsync(["export", "haproxy", "--policy", policyFile, "--assume-present", "--listen", $"127.0.0.1:{port}", "-o", directory.Path])).Succeeded();
        var configuration = directory.File("haproxy.cfg");
        (await ClientCommand.RunAsync(Tool.Haproxy.Path, ["-c", "-f", configuration])).Succeeded();
        var process = await ServerProcess.StartAsync(Tool.Haproxy.Path, ["-db", "-f", configuration], directory.File("output.log"), haproxy => haproxy.WaitForPortAsync(port));
        return new HaproxyServer(directory, process, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
