using Fairlead.Networks.Addresses;
using Fairlead.Policy.Requests;

namespace Fairlead.Redirector.Hosting;

/// <summary>
/// Request rule 8 for a client of a proxy that asks us: the connection is the one that the proxy has, and the headers are those that came over it. So a proxy's own proxies are believed, or not, as
/// <c>clientAddress</c> says, and the peer of the edge port needs no entry there.
/// </summary>
internal static class EdgeClient
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>Our exports name the address at the other end of the proxy's connection here. With it, headers are as they came to the proxy.</summary>
    private const string PeerHeader = "X-Fairlead-Peer";

    /// <summary>
    /// <c>X-Forwarded-For</c> as it came to a proxy whose own calls put something behind it: a call from Envoy's Lua filter has Envoy's own address there (source/common/http/async_client_impl.cc,
    /// <c>AsyncStreamImpl::sendHeaders</c>).
    /// </summary>
    private const string ForwardedForAsItCame = "X-Fairlead-Forwarded-For";

    /// <summary>
    /// The client, by <c>X-Forwarded-For</c>. Where the proxy doesn't name its peer, that is the last entry, which proxies add themselves. It is never another one: what stands further left is what the peer
    /// says, and only a peer that <c>clientAddress</c> trusts is believed. (Envoy before 1.28 puts its own address last, and its clients are not known; envoyproxy/envoy#21519.)
    /// </summary>
    public static ClientAddress ByForwardedFor(ClientAddressReader reader, RequestContext context)
    {
        if (!context.LinesOf(PeerHeader).IsEmpty) return ByPeer(reader, context, ForwardedFor);
        var entries = new List<string>();
        foreach (var line in context.LinesOf(ForwardedFor))
            entries.AddRange((line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (entries.Count == 0) return new(default, AddressOutcome.Missing);
        if (!ClientAddressReader.TryParseNode(entries[^1], out var peer)) return new(default, AddressOutcome.Malformed);
        return reader.HeaderName == ForwardedFor
            ? reader.From(peer, entries.Count == 1 ? default : [string.Join(',', entries[..^1])])
            : From(reader, context, peer, ForwardedFor);
    }

    /// <summary>The client, by <c>X-Real-IP</c> alone where the proxy doesn't name its peer.</summary>
    public static ClientAddress ByRealIp(ClientAddressReader reader, RequestContext context)
    {
        if (!context.LinesOf(PeerHeader).IsEmpty) return ByPeer(reader, context, ForwardedForAsItCame);
        var lines = context.LinesOf("X-Real-IP");
        return lines is [{ } told] && ClientAddressReader.TryParseNode(told, out var client)
            ? new(client, AddressOutcome.Header)
            : new(default, lines.IsEmpty ? AddressOutcome.Missing : AddressOutcome.Malformed);
    }

    /// <summary>By the proxy's peer, which must be one address.</summary>
    private static ClientAddress ByPeer(ClientAddressReader reader, RequestContext context, string forwardedFor) =>
        context.LinesOf(PeerHeader) is [{ } named] && ClientAddressReader.TryParseNode(named, out var peer)
            ? From(reader, context, peer, forwardedFor)
            : new(default, AddressOutcome.Malformed);

    /// <summary>By the proxy's peer and the lines that came with the request; those of <c>X-Forwarded-For</c> under this name.</summary>
    private static ClientAddress From(ClientAddressReader reader, RequestContext context, IpAddress peer, string forwardedFor) =>
        reader.HeaderName is { } name ? reader.From(peer, context.LinesOf(name == ForwardedFor ? forwardedFor : name)) : reader.From(peer, default);
}
