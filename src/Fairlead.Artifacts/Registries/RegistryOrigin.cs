namespace Fairlead.Artifacts.Registries;

/// <summary>A registry's own scheme, host and port: who may see its credentials.</summary>
internal sealed class RegistryOrigin
{
    // The longest DNS name, brackets around an address, and a port.
    private const int MaxLength = 253 + 8;

    private RegistryOrigin(string host, Uri root) => (Host, Root) = (host, root);

    /// <summary><c>HOST[:PORT]</c>, as it was given.</summary>
    public string Host { get; }

    /// <summary>With a trailing slash.</summary>
    public Uri Root { get; }

    /// <summary>Whether it is spoken to over plain HTTP, because somebody said that it may be.</summary>
    public bool IsPlainHttp => Root.Scheme == Uri.UriSchemeHttp;

    /// <summary>The origin of a host.</summary>
    /// <exception cref="RegistryException">It is none.</exception>
    public static RegistryOrigin Of(string host, IReadOnlySet<string> plainHttp)
    {
        var scheme = plainHttp.Contains(host) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        // Where a host ends and a path, a query or a user begins is not left to the URL's parser.
        if (host.Length is 0 or > MaxLength || host.AsSpan().ContainsAnyExcept(s_allowed)
            || !Uri.TryCreate($"{scheme}://{host}/", UriKind.Absolute, out var root) || root.HostNameType == UriHostNameType.Unknown)
            throw new RegistryException($"'{Wire.PlainText.Of(host)}' is not a registry's HOST or HOST:PORT");
        return new RegistryOrigin(host, root);
    }

    private static readonly System.Buffers.SearchValues<char> s_allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]");

    /// <summary>Whether a URL is of this origin.</summary>
    public bool Owns(Uri url) => AreSame(url, Root);

    /// <summary>Whether two URLs are of one origin (RFC 6454).</summary>
    public static bool AreSame(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>A path of the registry's as a URL. Every name in it has been checked.</summary>
    public Uri Url(string path) => new(Root, path);
}
