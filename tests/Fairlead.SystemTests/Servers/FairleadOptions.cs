namespace Fairlead.SystemTests.Servers;

/// <summary>What a test wants of <c>serve</c> beside a policy.</summary>
internal sealed record FairleadOptions
{
    /// <summary>Another policy file than the server's own temporary one.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>Where last good copies of feeds are kept; null: a directory that goes with the server.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Whether to print one line a request.</summary>
    public bool AccessLog { get; init; }

    /// <summary>Whether every mirror is taken to hold everything.</summary>
    public bool AssumePresent { get; init; }

    /// <summary>Whether there is a port for proxies to ask.</summary>
    public bool Edge { get; init; }

    /// <summary>Port for cleartext HTTP/2, or null.</summary>
    public int? H2cPort { get; init; }

    /// <summary>Port for TLS, or null.</summary>
    public int? TlsPort { get; init; }

    /// <summary>PEM file of the certificate; with <see cref="TlsPort"/>.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of its key; with <see cref="TlsPort"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
