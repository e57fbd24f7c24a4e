namespace Fairlead.Artifacts.Probing;

/// <summary>What is probed, and as whom.</summary>
/// <param name="Redirector">Its address: scheme, host and port alone.</param>
/// <param name="Client">Who asks; null: this machine, as itself.</param>
public sealed record ProbeOptions(Uri Redirector, ClientClaim? Client)
{
    /// <summary><c>HOST[:PORT]</c> that the redirects must lead to; null: any.</summary>
    public string? Expect { get; init; }

    /// <summary>The redirector's admin port, to compare what it does with what it says it would; null: nobody is asked. Used with a client alone.</summary>
    public Uri? Admin { get; init; }

    /// <summary>What the requests call themselves, without the version; a token.</summary>
    public string Agent { get; init; } = "fairlead";

    /// <summary>The same, with the version.</summary>
    internal string FullAgent => $"{Agent}/{typeof(ProbeOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Of each blob the first and the last bytes alone; else every byte, and a HEAD and a part in the middle besides.</summary>
    public bool EndsOnly { get; init; }

    /// <summary>Requests to one host in a second, on average; null: no limit.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Blobs at the same time.</summary>
    public int Jobs { get; init; } = 4;

    /// <summary>How long a server may send nothing: longer than any client waits.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
