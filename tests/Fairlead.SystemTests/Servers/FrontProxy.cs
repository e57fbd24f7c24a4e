using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>
/// The load balancer before Fairlead, where a client comes in: it says the client's address in <c>X-Forwarded-For</c>, which is how a
/// real client on this machine gets to be one in a cloud's region.
/// </summary>
internal sealed class FrontProxy : IAsyncDisposable
{
    private readonly NginxServer _server;

    private FrontProxy(NginxServer server) => _server = server;

    /// <summary>What a client calls the registry: <c>127.0.0.1:port</c>.</summary>
    public string Registry => _server.Url.Authority;

    /// <summary>Starts a balancer for clients at one address.</summary>
    /// <param name="host">The name that clients use; null: whatever they say.</param>
    public static async Task<FrontProxy> StartAsync(Uri fairlead, string clientAddress, string? host = null) =>
        new(await NginxServer.StartAsync($$"""
            location / {
              proxy_pass {{fairlead.GetLeftPart(UriPartial.Authority)}};
              proxy_http_version 1.1;
              proxy_set_header Host {{host ?? "$http_host"}};
              proxy_set_header {{Http.ForwardedFor}} {{clientAddress}};
            }
            """, FreePort.Next()));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
