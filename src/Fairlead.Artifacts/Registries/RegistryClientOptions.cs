namespace Fairlead.Artifacts.Registries;

/// <summary>How registries are talked to.</summary>
public sealed record RegistryClientOptions
{
    /// <summary>Requests to one host in a second, on average; null: no limit of ours.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Requests to one host at the same time.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>How often one thing is tried before it has failed.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long a server may send nothing before a connection counts as dead.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Hosts (<c>HOST[:PORT]</c>) that are spoken to over plain HTTP; all others over HTTPS.</summary>
    public IReadOnlySet<string> PlainHttp { get; init; } = new HashSet<string>();

    /// <summary>Where manifests that were seen are kept, by digest; null: nowhere.</summary>
    public string? ManifestCacheFolder { get; init; }
}
