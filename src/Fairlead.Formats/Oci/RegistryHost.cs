using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>
/// The grammar of a registry's name in references, <c>HOST[:PORT]</c> (distribution/reference: <c>domain</c>): labels of letters, digits and
/// <c>-</c> with dots between them, an IPv4 address, or an IPv6 address in brackets.
/// </summary>
public static class RegistryHost
{
    /// <summary>Characters of a host name at the most (RFC 1123, 2.1).</summary>
    private const int MaxNameLength = 255;

    private const int MaxLabelLength = 63; // RFC 1035, 2.3.4

    private static readonly SearchValues<char> s_labelCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>Parses it.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="host">The same in lower case.</param>
    /// <param name="problem">What is wrong with it and what would be right.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? host, [NotNullWhen(false)] out string? problem)
    {
        host = null;
        problem = Problem(text);
        if (problem is not null) return false;
        host = text.ToLowerInvariant();
        return true;
    }

    /// <summary>
    /// Whether the first part of a reference is a host and not the first part of a repository's name: it has a dot or a port, or is
    /// <c>localhost</c>. So Docker tells them apart.
    /// </summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> part) =>
        part.ContainsAny('.', ':', '[') || part.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string? Problem(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) return $"{Quoted.Text(text)}: leave {Quoted.Text(text[..(scheme + 3)])} out, a registry is named HOST[:PORT]";
        var name = text.AsSpan();
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            if (!IsPort(name[(colon + 1)..])) return $"{Quoted.Text(text)}: the port is a number from 1 to 65535";
            name = name[..colon];
        }
        return IsName(name) ? null : $"{Quoted.Text(text)} is no registry: write HOST[:PORT], such as registry.example.org or localhost:5000";
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 5 && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name is ['[', .. var inside, ']'])
            return !inside.Contains('%') && IPAddress.TryParse(inside, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        if (name.Length is 0 or > MaxNameLength) return false;
        foreach (var range in name.Split('.'))
        {
            var label = name[range];
            if (label.Length is 0 or > MaxLabelLength || label.ContainsAnyExcept(s_labelCharacters) || label[0] == '-' || label[^1] == '-') return false;
        }
        return true;
    }
}
