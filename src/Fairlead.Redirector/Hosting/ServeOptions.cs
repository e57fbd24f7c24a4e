using System.Net;

namespace Fairlead.Redirector.Hosting;

/// <summary>How to serve: what a command line says, not what a policy says.</summary>
public sealed record ServeOptions
{
    /// <summary>The data port, HTTP/1.1; null for none.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>Cleartext HTTP/2 by prior knowledge; null for none.</summary>
    public IPEndPoint? ListenH2c { get; init; }

    /// <summary>HTTP/1.1 and HTTP/2 over TLS; null for none.</summary>
    public IPEndPoint? ListenTls { get; init; }

    /// <summary>PEM file with the certificate and its chain.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>PEM file with the certificate's key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The port that proxies ask; null for none.</summary>
    public IPEndPoint? Edge { get; init; }

    /// <summary>Health, metrics and explanations.</summary>
    public required IPEndPoint Admin { get; init; }

    /// <summary>Where last good copies of feeds are kept; null: nowhere.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Feeds whose next content is taken whatever the guard says, once.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Nobody is asked for presence.</summary>
    public bool AssumePresent { get; init; }

    /// <summary>Where one JSON line a request goes; null: nowhere.</summary>
    public Stream? AccessLog { get; init; }

    /// <summary>Gets a line for people at each decision; null: nobody does.</summary>
    public Action<string>? Narrate { get; init; }

    /// <summary>Whether the policy file is watched, and feeds are refreshed: those with a URL fetched, those from files read again.</summary>
    public bool Background { get; init; } = true;
}
