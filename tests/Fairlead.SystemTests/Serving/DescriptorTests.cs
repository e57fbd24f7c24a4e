using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>More clients than the server may have open files: those it has are served, the others wait their turn.</summary>
public sealed class DescriptorTests
{
    private const int Spare = 20;
    private const int Clients = 3 * Spare;

    [Fact]
    public async Task Serve_OutOfDescriptors_SaysSoAndServesAgainWhenSomeAreFree()
    {
        await using var fairlead = await FairleadServer.StartAsync("""upstream: {registry: "http://127.0.0.1:9"}""");
        (await fairlead.GetAsync("/v2/")).Status.ShouldBe(200);
        var open = Directory.GetFiles($"/proc/{fairlead.Id}/fd").Length;
        var limited = await ClientCommand.RunAsync(
            Tool.Prlimit, "--pid", fairlead.Id.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"--nofile={open + Spare}"));
        limited.ExitCode.ShouldBe(0);

        var clients = new List<Socket>();
        try
        {
            for (var i = 0; i < Clients; i++)
            {
                var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                clients.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, fairlead.Data.Port);
            }
            await Eventually.IsTrueAsync("the log says what is wrong", () => fairlead.Output.Contains("ulimit -n", StringComparison.Ordinal));
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }

        (await fairlead.GetAsync("/v2/")).Status.ShouldBe(200);
        fairlead.Output.Split("ulimit -n").Length.ShouldBeLessThan(1000, "it doesn't try as fast as it can");
    }
}
