using System.Buffers;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>Where a ClickHouse server is, and as whom it is spoken to. The credentials go into headers, to this host alone; nothing that is shown has them.</summary>
public sealed class ClickHouseAddress
{
    // What a header may carry (RFC 9110 section 5.5), without what older servers read differently.
    private static readonly SearchValues<char> s_printable = SearchValues.Create([.. Enumerable.Range(0x20, 0x7F - 0x20).Select(c => (char)c)]);

    private ClickHouseAddress(Uri url, string? user, string? password) => (Url, User, Password) = (url, user, password);

    /// <summary>Of its HTTP interface, without credentials and query.</summary>
    public Uri Url { get; }

    internal string? User { get; }

    internal string? Password { get; }

    /// <summary>Reads <c>http[s]://[user[:password]@]host[:port][/path]</c>.</summary>
    /// <param name="text">The URL; its port is 8123 for http and 8443 for https where it has none, as ClickHouse's own are.</param>
    /// <param name="environment">Where <c>CLICKHOUSE_USER</c> and <c>CLICKHOUSE_PASSWORD</c> are looked up when the URL says no user.</param>
    /// <param name="problem">What is wrong with it; shows no credential.</param>
    public static ClickHouseAddress? Parse(string text, Func<string, string?> environment, out string problem)
    {
        problem = "it is no URL such as http://127.0.0.1:8123/";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.Host.Length == 0) return null;
        problem = "it has a query or a fragment; give the server's address alone";
        if (url.Query.Length > 0 || url.Fragment.Length > 0) return null;
        var (user, password) = url.UserInfo.Length > 0 ? Split(url.UserInfo) : (NotEmpty(environment("CLICKHOUSE_USER")), NotEmpty(environment("CLICKHOUSE_PASSWORD")));
        problem = "its user or password (or CLICKHOUSE_USER or CLICKHOUSE_PASSWORD) has a character that is not printable ASCII";
        if ((user ?? "").AsSpan().ContainsAnyExcept(s_printable) || (password ?? "").AsSpan().ContainsAnyExcept(s_printable)) return null;
        problem = "";
        var bare = new UriBuilder(url) { UserName = "", Password = "" };
        if (url.IsDefaultPort && !SaysPort(text)) bare.Port = url.Scheme == Uri.UriSchemeHttp ? 8123 : 8443;
        return new ClickHouseAddress(bare.Uri, user, password);
    }

    /// <summary>As messages name it: <c>http://host:8123</c>.</summary>
    public override string ToString() => Url.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static (string? User, string? Password) Split(string info)
    {
        var colon = info.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (Uri.UnescapeDataString(info), null) : (Uri.UnescapeDataString(info[..colon]), Uri.UnescapeDataString(info[(colon + 1)..]));
    }

    /// <summary>Whether the text itself names a port: .NET takes ":80" for what goes without saying.</summary>
    private static bool SaysPort(string text)
    {
        var authority = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        if (authority.IndexOf('/') is var slash and >= 0) authority = authority[..slash];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        return authority.LastIndexOf(':') > authority.LastIndexOf(']');
    }

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
