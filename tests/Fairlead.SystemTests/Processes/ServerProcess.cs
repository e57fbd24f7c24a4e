using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Fairlead.SystemTests.Processes;

/// <summary>
/// A server that a test started. It is ended, with every process that it started itself, by its own id: when it is disposed of,
/// or at the latest when the test run ends.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<ServerProcess, bool> Running = new();

    private readonly string _name;
    private readonly Process _process;
    private readonly ProcessOutput _output;
    private readonly Task _copying;

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var server in Running.Keys) server.Kill();
    };

    private ServerProcess(string name, Process process, ProcessOutput output)
    {
        (_name, _process, _output) = (name, process, output);
        Running[this] = true;
        _copying = Task.WhenAll(output.CopyAsync(process.StandardOutput.BaseStream), output.CopyAsync(process.StandardError.BaseStream));
    }

    /// <summary>Process id: the server's own, also where a script stood before it and called exec.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything printed so far, standard output and standard error as they came.</summary>
    public string Output => _output.Text;

    /// <summary>Starts a program and waits until it serves; where it doesn't, it is ended.</summary>
    /// <param name="outputFile">Where its output goes; its directory is the server's temporary one.</param>
    /// <param name="ready">Waits until it serves, by one of the methods here.</param>
    /// <param name="environment">Changes to this process's environment; null removes a variable.</param>
    public static async Task<ServerProcess> StartAsync(
        string program, IEnumerable<string> arguments, string outputFile, Func<ServerProcess, Task> ready,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A killed server leaves its temporary files, .NET's diagnostic sockets among them; there they go with the test.
        start.Environment["TMPDIR"] = Path.GetDirectoryName(outputFile);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var server = new ServerProcess(Path.GetFileName(program), process, new ProcessOutput(outputFile));
        try
        {
            await ready(server);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until something accepts connections on 127.0.0.1 at this port.</summary>
    public Task WaitForPortAsync(int port) => WaitAsync($"accept on port {port}", async () =>
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    });

    /// <summary>Waits until a GET of this URL is answered with 200.</summary>
    public Task WaitForHttpAsync(Uri url) => WaitAsync($"answer 200 at {url}", async () =>
    {
        using var response = await Http.Client.GetAsync(url);
        return response.StatusCode == HttpStatusCode.OK;
    });

    /// <summary>Waits until this text is in its output.</summary>
    public Task WaitForOutputAsync(string text) =>
        WaitAsync($"print '{text}'", () => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits for the server to end by itself, and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It still runs.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan deadline)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{_name} still runs after {deadline.TotalSeconds} s; it printed:\n{_output.Tail}");
        }
        await _copying.WaitAsync(EndDeadline);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL to it and to what it started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync().WaitAsync(EndDeadline);
        Running.TryRemove(this, out _);
        _output.Dispose();
        _process.Dispose();
    }

    private async Task WaitAsync(string what, Func<Task<bool>> check)
    {
        try
        {
            await Eventually.IsTrueAsync($"{_name} to {what}", async () =>
                _process.HasExited ? throw new InvalidOperationException($"{_name} ended with {_process.ExitCode}") : await check());
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{failure.Message}; it printed:\n{_output.Tail}", failure);
        }
    }
}
