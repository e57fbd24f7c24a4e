using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>A registry's own scheme, host and port: who may see its credentials.</summary>
internal sealed class RegistryOrigin
{
    // Docker Hub's images are named after a host that doesn't serve them.
    private const string DockerHub = "registry-1.docker.io";

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
        if (!RegistryHost.TryParse(host, out var name, out var problem)) throw new RegistryException(problem);
        var scheme = plainHttp.Contains(host) || plainHttp.Contains(name) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        return new RegistryOrigin(host, new Uri($"{scheme}://{(name is "docker.io" or "index.docker.io" ? DockerHub : name)}/"));
    }

    /// <summary>Whether a URL is of this origin.</summary>
    public bool Owns(Uri url) => AreSame(url, Root);

    /// <summary>Whether two URLs are of one origin (RFC 6454).</summary>
    public static bool AreSame(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>A path of the registry's as a URL. Every name in it has been checked.</summary>
    public Uri Url(string path) => new(Root, path);
}
