using System.Net;

namespace Fairlead.SystemTests.Reporting;

/// <summary>What is known of the clients of a prefix.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="Provider">Who pays for them; null: it doesn't say.</param>
/// <param name="Region">Their region.</param>
/// <param name="Asn">Their ASN; 0: it doesn't say.</param>
/// <param name="Country">Their country.</param>
internal sealed record NginxNetwork(string Prefix, string? Provider, string? Region, uint Asn, string? Country)
{
    private readonly IPNetwork _network = IPNetwork.Parse(Prefix);

    /// <summary>How long the prefix is.</summary>
    public int Length => _network.PrefixLength;

    /// <summary>Whether a client is in it.</summary>
    public bool Has(IPAddress client) => _network.Contains(client);
}
