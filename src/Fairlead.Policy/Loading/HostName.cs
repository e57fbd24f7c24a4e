using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary>Names of hosts as URLs and Host headers carry them.</summary>
internal static class HostName
{
    private const int MaxLength = 253; // RFC 1035 section 2.3.4, less the root's dot
    private const int MaxLabel = 63;

    /// <summary>
    /// Whether it is a DNS name (RFC 1123 section 2.1; an underscore is let pass, buckets have them) or an IPv4 address. A name
    /// whose last label is a number must be an address, as the URL standard says: some clients would read it as one.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxLength) return false;
        var rest = name;
        while (true)
        {
            var dot = rest.IndexOf('.');
            var label = dot < 0 ? rest : rest[..dot];
            if (!IsLabel(label)) return false;
            if (dot < 0) return label.ContainsAnyExceptInRange('0', '9') || IpAddress.TryParse(name, out _);
            rest = rest[(dot + 1)..];
        }
    }

    /// <summary>Whether it means this machine.</summary>
    public static bool IsLoopback(ReadOnlySpan<char> host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IpAddress.TryParse(host.TrimStart('[').TrimEnd(']'), out var address) && System.Net.IPAddress.IsLoopback(address.ToIPAddress()));

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[^1] == '-') return false;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }
        return true;
    }
}
