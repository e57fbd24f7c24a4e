namespace Fairlead.Policy.Loading;

/// <summary>
/// A policy file after validation: every name resolves, every default is filled in, every text that gets into a header is
/// known to be safe there. Design: "The policy file".
/// </summary>
public sealed record PolicyConfig
{
    /// <summary>Which file this is: the SHA-256 of its bytes, in lower-case hex, as <c>sha256sum</c> gives it.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where everything can always go.</summary>
    public required UpstreamConfig Upstream { get; init; }

    /// <summary>Upstreams by lower-case host name without a port, for other names that lead here.</summary>
    public required IReadOnlyDictionary<string, UpstreamConfig> Hosts { get; init; }

    /// <summary>Absolute URL that <c>/</c> leads to, or null.</summary>
    public string? InfoPage { get; init; }

    /// <summary>Absolute URL that <c>/privacy</c> leads to, or null.</summary>
    public string? PrivacyPage { get; init; }

    /// <summary>A path outside the registry's that is answered with 200, for balancers that ask the data port; null: none.</summary>
    public string? HealthPath { get; init; }

    /// <summary>307, or 302 where old clients want it.</summary>
    public int RedirectStatus { get; init; } = 307;

    /// <summary>How the client is told from the proxies before us.</summary>
    public required ClientAddressConfig ClientAddress { get; init; }

    /// <summary>Where networks are learnt from.</summary>
    public required NetworksConfig Networks { get; init; }

    /// <summary>Who pays for which clients; those with <c>active: false</c> are among them.</summary>
    public required IReadOnlyList<ProviderConfig> Providers { get; init; }

    /// <summary>Provider files beside this one, or null. They are read apart from the policy, and merged into <see cref="Providers"/>.</summary>
    public ProvidersFromConfig? ProvidersFrom { get; init; }

    /// <summary>Whether <see cref="ProvidersFrom"/> is set and its files have never been read.</summary>
    public bool LacksProviderFiles { get; init; }

    /// <summary>Exceptions, in order: the first that matches is taken.</summary>
    public required IReadOnlyList<RouteConfig> Routes { get; init; }

    /// <summary>Mirrors for clients of no provider, in order.</summary>
    public required IReadOnlyList<MirrorConfig> Default { get; init; }

    /// <summary>How presence is found out.</summary>
    public required PresenceConfig Presence { get; init; }

    /// <summary>Other paths (release files) and the hosts that have them, in order.</summary>
    public required IReadOnlyList<ArtifactConfig> Artifacts { get; init; }

    /// <summary>Whether an answer may depend on headers of the request, besides its host's and the client's address.</summary>
    public bool AsksForHeaders => Routes.Any(route => route.When.Headers.Count > 0) || Artifacts.Any(artifact => artifact.Headers.Count > 0);

    /// <summary>How long accepting goes on after SIGTERM, so that balancers notice.</summary>
    public required TimeSpan ShutdownDelay { get; init; }
}
