using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace Fairlead.Cli;

/// <summary><c>ADDR:PORT</c>, <c>[V6]:PORT</c> or <c>:PORT</c>, which is every address.</summary>
internal static class EndPointText
{
    /// <summary>Parses it; null when it is not one.</summary>
    public static IPEndPoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return null;
        var host = text[..colon];
        if (host is "" or "*") return new IPEndPoint(IPAddress.IPv6Any, port);
        if (host == "localhost") return new IPEndPoint(IPAddress.Loopback, port);
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (host.Contains(':') != isBracketed) return null;
        if (!IPAddress.TryParse(isBracketed ? host[1..^1] : host, out var address)) return null;
        // The framework takes "8" for 0.0.0.8 and "010.0.0.1" for 8.0.0.1, as C libraries do; nobody means that.
        return isBracketed || address.ToString() == host ? new IPEndPoint(address, port) : null;
    }

    /// <summary>For an option of the command line.</summary>
    public static IPEndPoint? ParseOption(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Parse(text) is { } endpoint) return endpoint;
        result.AddError($"'{text}' is not an address and port; write 127.0.0.1:8080, [::1]:8080 or :8080");
        return null;
    }
}
