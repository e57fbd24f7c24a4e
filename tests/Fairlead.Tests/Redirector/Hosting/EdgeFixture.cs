using System.Net;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>One server with a port for proxies.</summary>
public sealed class EdgeFixture : IAsyncLifetime
{
    private const string Policy = RunningRedirector.TwoMirrors + """

        pages: {info: "https://info.example/about", health: /_/healthz}
        hosts: {other.example: {upstream: {registry: "https://other.upstream.example:8443"}}}
        routes: [{when: {header: {X-Team: far}}, use: [cloud-us-east-1]}]
        clientAddress: {from: x-forwarded-for, trustedProxies: [10.0.0.0/8]}
        """;

    internal RunningRedirector Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Server = await RunningRedirector.StartAsync(Policy, changeOptions: options => options with { Edge = new IPEndPoint(IPAddress.Loopback, 0) });

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Server.Log.Problems.ShouldAllBe(problem => problem.Message.Contains("trustedProxies"));
    }
}
