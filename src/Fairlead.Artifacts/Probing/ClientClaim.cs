using System.Net;
using System.Net.Sockets;

namespace Fairlead.Artifacts.Probing;

/// <summary>
/// The client that a request says it comes from. A redirector believes it only of connections that its policy trusts
/// (<c>clientAddress.trustedProxies</c>); of others it goes by the connection's own address.
/// </summary>
/// <param name="Address">The client.</param>
/// <param name="Header">How it is said.</param>
/// <param name="Hops">
/// Entries that follow it, as the proxies behind it would have written them: as many as the policy's <c>clientAddress.trustedHops</c>, where
/// the redirector is asked without those proxies in between.
/// </param>
public sealed record ClientClaim(IPAddress Address, ClientHeader Header = ClientHeader.XForwardedFor, int Hops = 0)
{
    /// <summary>The header's name.</summary>
    public string HeaderName => Header switch
    {
        ClientHeader.XRealIp => "X-Real-IP",
        ClientHeader.Forwarded => "Forwarded",
        _ => "X-Forwarded-For",
    };

    /// <summary>What stands in it. Every entry is the client's: whoever counts them from the right finds no other.</summary>
    public string HeaderValue => string.Join(", ", Enumerable.Repeat(Entry, Hops + 1));

    private string Entry => (Header, Address.AddressFamily) switch
    {
        (ClientHeader.Forwarded, AddressFamily.InterNetworkV6) => $"for=\"[{Address}]\"", // RFC 7239 section 6: IPv6 in brackets, and so in quotes
        (ClientHeader.Forwarded, _) => $"for={Address}",
        _ => Address.ToString(),
    };
}
