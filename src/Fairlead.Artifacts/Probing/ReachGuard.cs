using System.Net;
using System.Net.Sockets;

namespace Fairlead.Artifacts.Probing;

/// <summary>
/// Opens connections, and none from a redirector that everybody can reach to a place that only some can: a redirect to 127.0.0.1, to a private network
/// or to a cloud's metadata service would work for no client, and a probe inside must not be sent there. A redirector that is itself there
/// (a test, a cluster's own) may lead there. Thread-safe.
/// </summary>
/// <param name="redirector">Whose redirects are followed.</param>
/// <param name="admin">Asked by the user's own word, wherever it is; null: none.</param>
internal sealed class ReachGuard(Uri redirector, Uri? admin)
{
    private static readonly IPNetwork[] s_site = [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10" }.Select(text => IPNetwork.Parse(text))];
    private static readonly IPNetwork[] s_machine = [.. new[] { "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "::/127", "fe80::/10" }.Select(text => IPNetwork.Parse(text))];
    private static readonly IPNetwork s_nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork s_6to4 = IPNetwork.Parse("2002::/16");

    private volatile Reach _redirectors; // until it has been connected to

    /// <summary>From where an address can be reached.</summary>
    public static Reach Of(IPAddress address)
    {
        var plain = Plain(address);
        return s_machine.Any(network => network.Contains(plain)) ? Reach.Machine : s_site.Any(network => network.Contains(plain)) ? Reach.Site : Reach.World;
    }

    /// <summary>Opens one.</summary>
    /// <exception cref="HttpRequestException">It leads to where not everybody gets.</exception>
    /// <exception cref="SocketException">It can't be opened.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (place, url) = (context.DnsEndPoint, context.InitialRequestMessage.RequestUri!);
        var addresses = await Dns.GetHostAddressesAsync(place.Host, cancel).ConfigureAwait(false);
        if (IsAt(redirector, place)) _redirectors = addresses.Select(Of).Append(_redirectors).Max();
        // By a proxy it is the proxy that goes there, from where it is.
        else if (IsAt(url, place) && !(admin is not null && IsAt(admin, place))) addresses = Allowed(addresses, place);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, place.Port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The IPv4 address that an IPv6 one stands for, to which a network may lead: mapped (RFC 4291 section 2.5.5.2), NAT64 (RFC 6052) and 6to4 (RFC 3056).</summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return s_nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4)) : s_6to4.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }

    private IPAddress[] Allowed(IPAddress[] addresses, DnsEndPoint place)
    {
        var allowed = Array.FindAll(addresses, address => Of(address) <= _redirectors);
        if (allowed.Length > 0 || addresses.Length == 0) return allowed;
        throw new HttpRequestException($"{place.Host} is at {addresses[0]}, where not everybody gets who can reach the redirector: it is not asked");
    }

    private static bool IsAt(Uri url, DnsEndPoint place) => url.Port == place.Port && string.Equals(url.IdnHost, place.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
