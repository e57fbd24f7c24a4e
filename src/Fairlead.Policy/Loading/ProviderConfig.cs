namespace Fairlead.Policy.Loading;

/// <summary>Who pays for a class of clients, with its networks and its mirrors.</summary>
public sealed record ProviderConfig
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>Networks that feeds name; no two active providers share one.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Autonomous systems, matched where a source of ASNs is loaded.</summary>
    public IReadOnlyList<uint> Asns { get; init; } = [];

    /// <summary>Literal prefixes. In the table their network is the provider's own name and their source is <c>policy</c>.</summary>
    public IReadOnlyList<CidrConfig> Cidrs { get; init; } = [];

    /// <summary>Whom to ask, or null.</summary>
    public ContactConfig? Contact { get; init; }

    /// <summary>False counts as not listed.</summary>
    public bool Active { get; init; } = true;

    /// <summary><c>serveFrom: upstream</c>: its clients get everything from the upstream.</summary>
    public bool ServeFromUpstream { get; init; }

    /// <summary>What it runs for its own clients, as its provider file says and the policy allows; null: nothing.</summary>
    public RedirectConfig? RedirectsTo { get; init; }

    /// <summary>Whether the policy itself says something of <see cref="Asns"/>: then no provider file does.</summary>
    internal bool SetsAsns { get; init; }

    /// <summary>Whether the policy itself says something of <see cref="Active"/>.</summary>
    internal bool SetsActive { get; init; }

    /// <summary>Its mirrors, in the file's order.</summary>
    public IReadOnlyList<MirrorConfig> Mirrors { get; init; } = [];

    /// <summary>Client region to mirror region, over the distance table.</summary>
    public IReadOnlyDictionary<string, string> Nearest { get; init; } = new Dictionary<string, string>();

    /// <summary>Mirrors for its clients whose region is not known; empty: its mirrors in order.</summary>
    public IReadOnlyList<MirrorConfig> Regionless { get; init; } = [];
}
