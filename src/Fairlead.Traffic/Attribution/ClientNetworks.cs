using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;

namespace Fairlead.Traffic.Attribution;

/// <summary>Where clients are and who pays for them: by a policy, or by a snapshot alone, whose networks are then the providers. Immutable.</summary>
public sealed class ClientNetworks
{
    /// <summary>By a policy and its networks.</summary>
    public static ClientNetworks Of(CompiledPolicy policy) => throw new NotImplementedException();

    /// <summary>By a snapshot: a client's provider is its network.</summary>
    public static ClientNetworks Of(NetworkTable table) => throw new NotImplementedException();

    /// <summary>The table.</summary>
    public NetworkTable Table => throw new NotImplementedException();

    /// <summary>Facts of a client, as an index into the table's; 0 when nothing is known.</summary>
    public int FactsOf(IpAddress client) => throw new NotImplementedException();

    /// <summary>Provider of clients of these facts; null when there is none.</summary>
    public string? ProviderOf(int facts) => throw new NotImplementedException();
}
