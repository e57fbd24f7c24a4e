using System.Net;
using System.Net.Sockets;
using Fairlead.Cli;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli;

[Collection(ConsoleCollection.Name)]
public sealed class HealthVerbTests
{
    [Theory]
    [InlineData]
    [InlineData("--ready")]
    [InlineData("--ready", "--wait", "10m")]
    public async Task Health_ServerThatIsWell_ExitsWith0(params string[] options)
    {
        await using var redirector = await RunningRedirector.StartAsync();

        var run = await CommandRun.InProcessAsync(["health", "--admin", redirector.Admin.Authority, .. options]);

        (run.ExitCode, run.Output, run.Error).ShouldBe((0, "", ""));
    }

    [Fact]
    public async Task Health_AnotherServer_SaysWhatItAnswered()
    {
        await using var redirector = await RunningRedirector.StartAsync();

        var run = await CommandRun.InProcessAsync("health", "--admin", redirector.Address.Authority);

        (run.ExitCode, run.Error).ShouldBe((1, $"fairlead: http://{redirector.Address.Authority}/healthz answers 404\n"));
    }

    [Fact]
    public async Task Health_NobodyListens_ExitsWith1()
    {
        var run = await CommandRun.InProcessAsync("health", "--admin", $"127.0.0.1:{ClosedPort()}");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("/healthz: ");
    }

    [Theory]
    [InlineData("--wait", "soon")]
    [InlineData("--wait", "11m")]
    [InlineData("--admin", "localhost")]
    public async Task Health_WrongOption_ExitsWith2(string option, string value) =>
        (await CommandRun.InProcessAsync("health", option, value)).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Run_ServerThatComesLater_IsWaitedFor()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var admin = (IPEndPoint)listener.LocalEndpoint;
        var time = new PauselessTime();
        using var check = new HealthCheck(admin, isReadiness: true, time);
        var waiting = check.RunAsync(TimeSpan.FromMinutes(10), cancel);

        foreach (var status in new[] { "503 Service Unavailable", "503 Service Unavailable", "200 OK" })
        {
            waiting.IsCompleted.ShouldBeFalse();
            using var client = await listener.AcceptTcpClientAsync(cancel);
            using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
            (await reader.ReadLineAsync(cancel)).ShouldBe("GET /readyz HTTP/1.1");
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), cancel);
        }

        (await waiting).ShouldBeNull();
    }

    [Fact]
    public async Task Run_EveryAddress_IsAskedOnLoopback()
    {
        var port = ClosedPort();
        using var check = new HealthCheck(new IPEndPoint(IPAddress.IPv6Any, port), isReadiness: false, TimeProvider.System);

        (await check.RunAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldStartWith($"http://127.0.0.1:{port}/healthz: ");
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
