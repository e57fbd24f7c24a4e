using System.Buffers;

namespace Fairlead.Policy.Loading;

/// <summary>Headers that requests can be told apart by. They end up in other proxies' configurations, too.</summary>
public static class HeaderSyntax
{
    /// <summary>Entries of one section that may ask for headers: they are tried one after the other at each request, and each route has a place for every region.</summary>
    public const int MaxMatches = 100;

    private const int MaxName = 64;
    private const int MaxValue = 256;

    /// <summary>What <see cref="IsValue"/> takes, for messages.</summary>
    public const string ValueRule = "printable ASCII without a space at either end, 1 to 256 characters";

    /// <summary>RFC 9110 section 5.6.2, <c>tchar</c>.</summary>
    private static readonly SearchValues<char> s_token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Headers of one connection, which proxies remove: RFC 9110 section 7.6.1, and RFC 9112 for messages themselves.</summary>
    private static readonly string[] s_ofConnections =
        ["Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"];

    private static readonly string[] s_credentials = ["Authorization", "Cookie", "Proxy-Authorization"];

    /// <summary>Why a policy can't ask for a header of this name; null when it can.</summary>
    public static string? FaultOfName(string name)
    {
        if (name.Length is 0 or > MaxName || name.AsSpan().ContainsAnyExcept(s_token)) return "the name of a header is letters, digits and !#$%&'*+-.^_`|~, 64 at the most";
        if (Is("Host", name)) return "other names that lead here go under 'hosts'";
        if (s_credentials.Any(one => Is(one, name))) return "credentials are no routing key, and clients must be able to trust that nobody reads them here";
        return s_ofConnections.Any(one => Is(one, name)) ? "it belongs to one connection, and proxies change it on the way" : null;
    }

    /// <summary>Whether a line of a header can have this value as it is received: without white space around it (RFC 9110 section 5.5).</summary>
    public static bool IsValue(string value) =>
        value.Length is > 0 and <= MaxValue && !value.AsSpan().ContainsAnyExceptInRange(' ', '~') && value[0] != ' ' && value[^1] != ' ';

    private static bool Is(string known, string name) => known.Equals(name, StringComparison.OrdinalIgnoreCase);
}
