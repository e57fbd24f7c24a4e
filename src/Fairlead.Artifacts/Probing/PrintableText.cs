using System.Globalization;

namespace Fairlead.Artifacts.Probing;

/// <summary>What servers say, as results show it.</summary>
internal static class PrintableText
{
    private const int Longest = 200; // a host has 253 characters at the most, and a line of a table stays a line

    /// <summary>Short, and printable ASCII alone.</summary>
    public static string Of(string text)
    {
        var shown = text.AsSpan(0, Math.Min(text.Length, Longest)).ToArray();
        foreach (ref var c in shown.AsSpan()) c = char.IsBetween(c, ' ', '~') ? c : '?';
        return new string(shown) + (text.Length > Longest ? "..." : "");
    }

    /// <summary>A URL without its query, which may be a signature that opens the object to anybody.</summary>
    public static string Of(Uri url) => Of(url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <summary>Host, and the port where it isn't the scheme's.</summary>
    public static string HostOf(Uri url)
    {
        if (url.HostNameType != UriHostNameType.Dns) return Of(url.Authority); // with the brackets of IPv6
        return Of(url.IsDefaultPort ? url.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{url.IdnHost}:{url.Port}"));
    }
}
