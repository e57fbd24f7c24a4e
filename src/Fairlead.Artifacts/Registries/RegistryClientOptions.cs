using System.Security.Cryptography.X509Certificates;
using Fairlead.Artifacts.Registries.Credentials;

namespace Fairlead.Artifacts.Registries;

/// <summary>How registries are talked to.</summary>
public sealed record RegistryClientOptions
{
    /// <summary>Requests to one host in a second, on average; null: no limit of ours.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>
    /// Requests to one registry at the same time; a blob's whole body counts as one. What is read and what is pushed are counted apart, so
    /// that a copy within one registry never waits for itself.
    /// </summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>How often one thing is tried before it has failed.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long a server may send nothing before a connection counts as dead.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Hosts (<c>HOST[:PORT]</c>) that are spoken to over plain HTTP; all others over HTTPS.</summary>
    public IReadOnlySet<string> PlainHttp { get; init; } = new HashSet<string>();

    /// <summary>
    /// Where manifests that were seen are kept, by digest; null: nowhere. A folder for as many runs as one likes: everything in it is proven
    /// against its name before it is used, and whatever is wrong with it costs a request, never a run. It grows with what is
    /// mirrored (some KB a manifest: about 5 GB for a million of them); what no run has asked for in 90 days is removed, once a day. It may be emptied at any time.
    /// </summary>
    public string? ManifestCacheFolder { get; init; }

    /// <summary>Who signs in where; nobody, unless it is filled.</summary>
    public RegistryCredentials Credentials { get; init; } = new();

    /// <summary>What requests call themselves, with the version.</summary>
    public string Agent { get; init; } = $"fairlead/{typeof(RegistryClientOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Opens connections; null: to wherever a URL says.</summary>
    internal Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>The certificate authorities that count instead of the system's; null: those. For tests: users name theirs in <c>SSL_CERT_FILE</c>.</summary>
    internal X509Certificate2Collection? TrustedRoots { get; init; }
}
