using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;

namespace Fairlead.Traffic.Attribution;

/// <summary>Where clients are and who pays for them: by a policy, or by a snapshot alone, whose networks are then the providers. Immutable.</summary>
public sealed class ClientNetworks
{
    private readonly CompiledPolicy? _policy;

    private ClientNetworks(NetworkTable table, CompiledPolicy? policy) => (Table, _policy) = (table, policy);

    /// <summary>The table.</summary>
    public NetworkTable Table { get; }

    /// <summary>Whether a policy says who pays; else the networks are the providers.</summary>
    public bool IsByPolicy => _policy is not null;

    /// <summary>By a policy and its networks.</summary>
    public static ClientNetworks Of(CompiledPolicy policy) => new(policy.Networks, policy);

    /// <summary>By a snapshot: a client's provider is its network.</summary>
    public static ClientNetworks Of(NetworkTable table) => new(table, null);

    /// <summary>Facts of a client, as an index into the table's; 0 when nothing is known.</summary>
    public int FactsOf(IpAddress client) => Table.Find(client);

    /// <summary>Provider of clients of these facts; null when there is none.</summary>
    public string? ProviderOf(int facts) => _policy is null ? Table.Facts[facts].Network : _policy.PlaceOf(facts).Provider;
}
