using System.Buffers;
using System.Globalization;
using Fairlead.Formats.Yaml;
using Fairlead.Networks.Addresses;

namespace Fairlead.Policy.Loading;

/// <summary>
/// An absolute http or https URL (RFC 3986, RFC 9110 section 4.2) of nothing but the characters that the RFC allows, so that it
/// can go into a header as it is. Text is kept as written: nothing is escaped, unescaped or put in order.
/// </summary>
public sealed record HttpUrl
{
    /// <summary>Characters at the most: what clients and caches are known to take in a Location.</summary>
    public const int MaxLength = 2048;

    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(UriSyntax.PathCharacters + "%?#[]");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(UriSyntax.PathCharacters + "%");
    private static readonly SearchValues<char> QueryCharacters = SearchValues.Create(UriSyntax.PathCharacters + "%?");

    /// <summary>All of it.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it is https.</summary>
    public required bool IsHttps { get; init; }

    /// <summary>Host name or address, IPv6 in brackets, without the port.</summary>
    public required string Host { get; init; }

    /// <summary>The port: that of the scheme where none is written.</summary>
    public required int Port { get; init; }

    /// <summary>From the slash behind the host up to the query; empty when there is none.</summary>
    public required string Path { get; init; }

    /// <summary>Whether a question mark is there.</summary>
    public required bool HasQuery { get; init; }

    /// <summary>Whether a <c>#</c> is there.</summary>
    public required bool HasFragment { get; init; }

    /// <summary>Parses it, or says in <paramref name="fault"/> what is wrong and what to write.</summary>
    public static bool TryParse(string text, out HttpUrl url, out string fault)
    {
        url = null!;
        if (text.Length > MaxLength) return Fail($"it is longer than {MaxLength} characters", out fault);
        var schemeLength = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
            : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length : 0;
        if (schemeLength == 0) return Fail("it must begin with https:// or http://", out fault);
        if (!HasOnlyUriCharacters(text, out fault)) return false;

        var rest = text.AsSpan(schemeLength);
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        var tail = end < 0 ? default : rest[end..];
        if (authority.Contains('@')) return Fail("user names and passwords don't belong in it: remove what stands before the @", out fault);
        if (!TrySplitAuthority(authority, out var host, out var port, out fault)) return false;

        var hash = tail.IndexOf('#');
        var beforeHash = hash < 0 ? tail : tail[..hash];
        var question = beforeHash.IndexOf('?');
        var path = question < 0 ? beforeHash : beforeHash[..question];
        if (path.ContainsAnyExcept(PathCharacters)
            || (question >= 0 && beforeHash[(question + 1)..].ContainsAnyExcept(QueryCharacters))
            || (hash >= 0 && tail[(hash + 1)..].ContainsAnyExcept(QueryCharacters)))
            return Fail("'[', ']' and '#' must be escaped in its path and query", out fault);

        var isHttps = schemeLength == "https://".Length;
        url = new HttpUrl
        {
            Text = text,
            IsHttps = isHttps,
            Host = host,
            Port = port ?? (isHttps ? 443 : 80),
            Path = path.ToString(),
            HasQuery = question >= 0,
            HasFragment = hash >= 0,
        };
        return true;
    }

    private static bool TrySplitAuthority(ReadOnlySpan<char> authority, out string host, out int? port, out string fault)
    {
        host = "";
        port = null;
        var afterBracket = authority.IndexOf(']') + 1; // the colons of an IPv6 address are not the port's
        var colon = authority[afterBracket..].IndexOf(':');
        var name = colon < 0 ? authority : authority[..(afterBracket + colon)];
        var digits = colon < 0 ? default : authority[(afterBracket + colon + 1)..];

        var isHost = name.StartsWith('[') && name.EndsWith(']')
            ? name.Contains(':') && IpAddress.TryParse(name[1..^1], out _)
            : HostName.IsValid(name);
        if (!isHost) return Fail($"'{name}' is not a host name or an address", out fault);
        if (colon >= 0)
        {
            if (!ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                return Fail($"'{digits}' is not a port from 1 to 65535", out fault);
            port = number;
        }

        host = name.ToString();
        fault = "";
        return true;
    }

    private static bool HasOnlyUriCharacters(string text, out string fault)
    {
        fault = "";
        var odd = text.AsSpan().IndexOfAnyExcept(UriCharacters);
        if (odd >= 0) return Fail($"{Quoted.Text(text[odd].ToString())} is not allowed in a URL: escape it as %XX", out fault);
        for (var i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return Fail("a % must be followed by two hex digits", out fault);
        }
        return true;
    }

    private static bool Fail(string reason, out string fault)
    {
        fault = reason;
        return false;
    }
}
