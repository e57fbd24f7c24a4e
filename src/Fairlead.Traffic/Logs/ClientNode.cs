using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Logs;

/// <summary>A client as proxies write it: an address that may have a port, and brackets around IPv6 then.</summary>
internal static class ClientNode
{
    /// <summary>Reads <c>192.0.2.1</c>, <c>192.0.2.1:54321</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]</c> or <c>[2001:db8::1]:443</c>; what stands where the port does is not looked at.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out IpAddress address)
    {
        if (text.StartsWith("["u8))
        {
            var end = text.IndexOf((byte)']');
            return IpAddress.TryParse(end < 0 ? default : text[1..end], out address);
        }
        var colon = text.IndexOf((byte)':');
        var isPorts = colon >= 0 && text.LastIndexOf((byte)':') == colon; // IPv6 has two at the least
        return IpAddress.TryParse(isPorts ? text[..colon] : text, out address);
    }
}
