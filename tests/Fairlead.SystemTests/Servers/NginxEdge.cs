using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>Debian's nginx with what <c>export nginx</c> wrote, and nothing else.</summary>
internal sealed class NginxEdge : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ServerProcess _process;

    private NginxEdge(TempDirectory directory, ServerProcess process, int port)
    {
        (_directory, _process) = (directory, process);
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Url { get; }

    public int Id => _process.Id;

    /// <summary>Exports a policy, has nginx check it, and starts it.</summary>
    /// <param name="policyFile">The policy.</param>
    /// <param name="flags"><c>--njs</c>, <c>--assume-present</c>.</param>
    public static async Task<NginxEdge> StartAsync(string policyFile, params string[] flags)
    {
        var directory = new TempDirectory();
        try
        {
            var port = FreePort.Next();
            await ExportAsync(policyFile, directory.Path, [.. flags, "--listen", $"127.0.0.1:{port}"]);
            (await CheckAsync(directory.Path)).Succeeded();
            var process = await ServerProcess.StartAsync(
                Tool.Nginx.Path, ["-p", directory.Path, "-e", "stderr", "-c", "nginx.conf", "-g", "daemon off; master_process off;"], directory.File("output.log"),
                nginx => nginx.WaitForPortAsync(port));
            return new NginxEdge(directory, process, port);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Exports a policy into a folder.</summary>
    public static async Task ExportAsync(string policyFile, string folder, params string[] flags) =>
        (await FairleadProgram.RunAsync(["export", "nginx", "--policy", policyFile, "-o", folder, "--cache", Path.Combine(folder, "cache"), .. flags])).Succeeded();

    /// <summary>What nginx says of a folder.</summary>
    public static Task<CommandResult> CheckAsync(string folder) => ClientCommand.RunAsync(Tool.Nginx, "-p", folder, "-e", "stderr", "-c", "nginx.conf", "-t");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
