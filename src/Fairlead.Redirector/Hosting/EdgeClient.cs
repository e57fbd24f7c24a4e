using Fairlead.Networks.Addresses;
using Fairlead.Policy.Requests;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// Request rule 8 for a client of a proxy that asks us: the connection is the one that the proxy has, and the headers are those that came over it. So a proxy's own proxies are believed, or not, as
/// <c>clientAddress</c> says, and the peer of the edge port needs no entry there.
/// </summary>
internal static class EdgeClient
{
    /// <summary>Our exports name the address at the other end of the proxy's connection here.</summary>
    private const string PeerHeader = "X-Fairlead-Peer";

    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>Envoy's own calls carry it ("x-envoy-internal"), and have its own address put behind the client's in <c>X-Forwarded-For</c> (envoyproxy/envoy#21519).</summary>
    private const string InternalCall = "X-Envoy-Internal";

    /// <summary>The client, by <c>X-Forwarded-For</c> to which the proxy has added its peer, as proxies do.</summary>
    public static ClientAddress ByForwardedFor(ClientAddressReader reader, RequestContext context)
    {
        if (context.LinesOf(PeerHeader) is [{ } named]) return ByPeer(reader, context, named);
        var entries = ForwardedForOf(context);
        var added = context.LinesOf(InternalCall).IsEmpty || entries.Count < 2 ? 1 : 2;
        return entries.Count == 0 ? new(default, AddressOutcome.Missing) : From(reader, context, entries[^added], entries[..^added]);
    }

    /// <summary>The client, by <c>X-Real-IP</c> alone where the proxy doesn't name its peer.</summary>
    public static ClientAddress ByRealIp(ClientAddressReader reader, RequestContext context)
    {
        if (context.LinesOf(PeerHeader) is [{ } named]) return ByPeer(reader, context, named);
        var lines = context.LinesOf("X-Real-IP");
        return lines is [{ } told] && IpAddress.TryParse(told, out var client)
            ? new(client, AddressOutcome.Header)
            : new(default, lines.IsEmpty ? AddressOutcome.Missing : AddressOutcome.Malformed);
    }

    /// <summary>By the proxy's peer: its address in <c>X-Forwarded-For</c> is the last that the proxy has added, or the last but one.</summary>
    private static ClientAddress ByPeer(ClientAddressReader reader, RequestContext context, string named)
    {
        var entries = ForwardedForOf(context);
        var added = entries.Count > 1 && entries[^2] == named ? 2 : entries.Count > 0 && entries[^1] == named ? 1 : 0;
        return From(reader, context, named, entries[..^added]);
    }

    /// <summary>By the proxy's peer and the entries of <c>X-Forwarded-For</c> that came to the proxy.</summary>
    private static ClientAddress From(ClientAddressReader reader, RequestContext context, string peer, List<string> forwardedFor)
    {
        if (!IpAddress.TryParse(peer, out var address)) return new(default, AddressOutcome.Malformed);
        if (reader.HeaderName is not { } name) return reader.From(address, default);
        return name == ForwardedFor
            ? reader.From(address, forwardedFor.Count == 0 ? default : [string.Join(',', forwardedFor)])
            : reader.From(address, context.LinesOf(name));
    }

    private static List<string> ForwardedForOf(RequestContext context)
    {
        var entries = new List<string>();
        foreach (var line in context.LinesOf(ForwardedFor))
            entries.AddRange((line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return entries;
    }
}
