namespace Fairlead.Artifacts.Registries.Credentials;

/// <summary>The names under which Docker's files keep a registry's credentials.</summary>
internal static class CredentialHost
{
    /// <summary>What Docker Hub is called in them.</summary>
    public const string DockerHub = "index.docker.io";

    /// <summary>What credential helpers are asked for where Docker Hub is meant.</summary>
    public const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>The same name for all that mean one registry.</summary>
    public static string Of(string host) => host.ToLowerInvariant() is var lower && lower is "docker.io" or "registry-1.docker.io" ? DockerHub : lower;

    /// <summary>
    /// The host that a key is of: a host, or a URL of its API as old versions wrote it. Null for those of a part of a registry
    /// (containers-auth.json(5): <c>HOST/NAMESPACE</c>), which are not for all of it.
    /// </summary>
    public static string? OfKey(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? key.AsSpan() : key.AsSpan(scheme + 3);
        var slash = rest.IndexOf('/');
        if (slash < 0) return Of(rest.ToString());
        return scheme >= 0 || rest[slash..] is "/" or "/v1" or "/v1/" or "/v2" or "/v2/" ? Of(rest[..slash].ToString()) : null;
    }
}
