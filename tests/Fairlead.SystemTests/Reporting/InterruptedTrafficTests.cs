using System.Net;
using System.Net.Sockets;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Reporting;

/// <summary>Ctrl-C while logs are read, or while a server is waited for.</summary>
public sealed class InterruptedTrafficTests : IDisposable
{
    private readonly TrafficFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_Interrupted_TellsNothing()
    {
        using var run = await TrafficFolder.StartAsync("simulate", "-", "--policy", _folder.In("policy.yaml"), "--cache", _folder.In("cache"));
        var (output, error) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        // More than a pipe holds: the program is reading when it has been taken.
        for (var i = 0; i < 20_000; i++) await run.StandardInput.WriteAsync("192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] \"GET /v2/app/manifests/v1 HTTP/1.1\" 200 5 \"-\" \"-\"\n");
        await run.StandardInput.FlushAsync();

        Signals.Send(run.Id, Signals.Interrupt);
        await run.WaitForExitAsync().WaitAsync(Eventually.Deadline);

        (run.ExitCode, await output, await error).ShouldBe((1, "", "fairlead: interrupted; nothing is told of a part of the logs\n"));
    }

    [Fact]
    public async Task Export_InterruptedWhileTheServerIsSilent_EndsAtOnce()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await File.WriteAllTextAsync(_folder.In("access.log"), "192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n");
        using var run = await TrafficFolder.StartAsync(
            "traffic", "export", _folder.In("access.log"), "--policy", _folder.In("policy.yaml"), "--cache", _folder.In("cache"), "--clickhouse", $"http://{silent.LocalEndpoint}");
        var (output, error) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        using var asking = await silent.AcceptSocketAsync().WaitAsync(Eventually.Deadline);

        Signals.Send(run.Id, Signals.Interrupt);
        await run.WaitForExitAsync().WaitAsync(Eventually.Deadline);

        (run.ExitCode, await output, await error).ShouldBe((1, "", "fairlead: interrupted; what has arrived stays, the next run sends the rest\n"));
    }
}
