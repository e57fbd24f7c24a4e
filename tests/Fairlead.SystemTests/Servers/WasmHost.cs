using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>A stand-in for Envoy with an export's filter in it: a Proxy-Wasm host under Node, strict about the specification. There is no Debian package of Envoy.</summary>
internal sealed class WasmHost : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly int _port = FreePort.Next();
    private ServerProcess? _process;

    private WasmHost()
    {
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new($"http://127.0.0.1:{_port}");

    /// <summary>The folder of the export.</summary>
    public string Folder => _directory.File("envoy");

    /// <summary>Exports the policy and starts a host of the filter.</summary>
    public static async Task<WasmHost> StartAsync(string policyFile)
    {
        var host = await ExportAsync(policyFile);
        try
        {
            host._process = await ServerProcess.StartAsync(
                Tool.Node.Path, [Script, "serve", host.Folder], host._directory.File("output.log"), server => server.WaitForPortAsync(host._port));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Exports the policy and starts nothing.</summary>
    public static async Task<WasmHost> ExportAsync(string policyFile)
    {
        var host = new WasmHost();
        var export = await FairleadProgram.RunAsync(
            ["export", "envoy", "--form", "wasm", "--assume-present", "--policy", policyFile, "--cache", host._directory.File("cache"), "--listen", host.Url.Authority, "-o", host.Folder]);
        export.Succeeded();
        return host;
    }

    /// <summary>Runs another verb of the host to its end, and returns what it printed.</summary>
    public async Task<string> RunAsync(string verb, params IEnumerable<string> arguments) => (await TryAsync(verb, arguments)).Succeeded().Output;

    /// <summary>Runs another verb of the host to its end, however that is.</summary>
    public Task<CommandResult> TryAsync(string verb, params IEnumerable<string> arguments) => ClientCommand.RunAsync(Tool.Node, [Script, verb, Folder, .. arguments]);

    /// <summary>A file of the test's own, gone with the host.</summary>
    public string Write(string name, byte[] content)
    {
        var path = _directory.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static string Script => Checkout.File("tests/Fairlead.SystemTests/Edges/WasmHost/host.mjs");
}
