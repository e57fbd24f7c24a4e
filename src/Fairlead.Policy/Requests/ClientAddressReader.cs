using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>Finds the client's address (request rule 8). Immutable; allocates nothing.</summary>
public sealed class ClientAddressReader
{
    private readonly IpPrefix[] _trusted;
    private readonly int _hops;
    private readonly ClientAddressSource _source;

    /// <summary>A reader for this part of the policy.</summary>
    public ClientAddressReader(ClientAddressConfig config)
    {
        _trusted = [.. config.TrustedProxies];
        _hops = config.TrustedHops;
        _source = config.From;
        HeaderName = config.From switch
        {
            ClientAddressSource.XForwardedFor => "X-Forwarded-For",
            ClientAddressSource.XRealIp => "X-Real-IP",
            ClientAddressSource.Forwarded => "Forwarded",
            _ => null,
        };
    }

    /// <summary>The header to hand in; null when the connection is the client.</summary>
    public string? HeaderName { get; }

    /// <summary>The client's address, from the connection's and the header's lines in the order in which they came.</summary>
    public ClientAddress From(IpAddress? connection, ReadOnlySpan<string?> lines)
    {
        if (connection is not { } peer) return new(default, AddressOutcome.Unaddressed);
        if (_source == ClientAddressSource.Connection) return new(peer, AddressOutcome.Connection);
        if (!IsTrusted(peer)) return new(peer, lines.IsEmpty ? AddressOutcome.Connection : AddressOutcome.Untrusted);

        var entry = EntryFromRight(lines, _hops);
        if (entry.IsEmpty) return new(default, AddressOutcome.Missing);
        return TryParseEntry(entry, out var address) ? new(address, AddressOutcome.Header) : new(default, AddressOutcome.Malformed);
    }

    private bool IsTrusted(IpAddress peer)
    {
        foreach (var prefix in _trusted)
            if (prefix.Contains(peer)) return true;
        return false;
    }

    /// <summary>All lines are one list (RFC 9110 section 5.3); empty elements are none (section 5.6.1).</summary>
    private ReadOnlySpan<char> EntryFromRight(ReadOnlySpan<string?> lines, int skip)
    {
        for (var line = lines.Length - 1; line >= 0; line--)
        {
            var rest = lines[line].AsSpan();
            while (!rest.IsEmpty)
            {
                var comma = _source == ClientAddressSource.Forwarded ? ForwardedElement.LastComma(rest) : rest.LastIndexOf(',');
                var entry = rest[(comma + 1)..].Trim(" \t");
                if (!entry.IsEmpty && skip-- == 0) return entry;
                rest = comma < 0 ? default : rest[..comma];
            }
        }
        return default;
    }

    private bool TryParseEntry(ReadOnlySpan<char> entry, out IpAddress address)
    {
        address = default;
        if (_source == ClientAddressSource.Forwarded && !ForwardedElement.TryGetFor(entry, out entry)) return false;
        return TryParseNode(entry, out address);
    }

    /// <summary>An address that may carry brackets (IPv6) and a port, as proxies write it.</summary>
    public static bool TryParseNode(ReadOnlySpan<char> node, out IpAddress address)
    {
        address = default;
        if (node.IsEmpty) return false;
        if (node[0] == '[')
        {
            var close = node.IndexOf(']');
            if (close < 0) return false;
            var after = node[(close + 1)..];
            return (after.IsEmpty || IsPort(after)) && node[1..close].Contains(':') && IpAddress.TryParse(node[1..close], out address);
        }
        var colon = node.IndexOf(':');
        if (colon >= 0 && node.LastIndexOf(':') == colon) // one colon is IPv4 and a port; IPv6 has two at least
        {
            if (!IsPort(node[colon..])) return false;
            node = node[..colon];
        }
        return IpAddress.TryParse(node, out address);
    }

    private static bool IsPort(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > 6 || text[0] != ':') return false;
        foreach (var c in text[1..]) // ContainsAnyExceptInRange boxes its bounds until it is compiled for good
            if (!char.IsAsciiDigit(c)) return false;
        return true;
    }
}
