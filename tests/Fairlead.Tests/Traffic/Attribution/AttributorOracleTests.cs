using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>Totals by provider, region, ASN and country, against a look at every prefix for every request.</summary>
public sealed class AttributorOracleTests
{
    private const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: cidrs, network: n0, file: a}, {type: cidrs, network: n1, file: b}, {type: ip2asn, file: c}]}
        providers:
          - {name: first, networks: [n0, n1], asns: [64001]}
          - {name: retired, active: false, asns: [64002]}
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KeyOf_RandomTablesAndRequests_TotalsAreThoseOfTheOracle(bool isIPv4)
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new RandomStatements(seed);
            var statements = random.Table(60, isIPv4);
            var table = LookupProbes.BuildTable(statements, OwnerOf);
            var clients = Enumerable.Range(0, 100).Select(_ => random.Address(isIPv4)).Concat(LookupProbes.AddressesAround(statements)).ToList();

            ShouldAgree(new AttributionBench(ClientNetworks.Of(table)), clients, LookupOracle.Linear(statements, OwnerOf), facts => facts.Network, $"snapshot {seed}");
            var policy = CompiledPolicy.Compile(PolicyText.LoadGood(Policy), table, []);
            ShouldAgree(new AttributionBench(ClientNetworks.Of(policy)), clients, LookupOracle.Linear(statements, OwnerOf), ProviderOf, $"policy {seed}");
        }
    }

    private static string? OwnerOf(string network) => network is "n0" or "n1" ? "first" : null;

    private static string? ProviderOf(OriginFacts facts) => facts.Network is "n0" or "n1" || facts.Asn == 64001 ? "first" : null;

    private static void ShouldAgree(AttributionBench bench, List<IpAddress> clients, LookupOracle oracle, Func<OriginFacts, string?> providerOf, string about)
    {
        var (counted, right) = (new SortedDictionary<string, (int Requests, long Bytes)>(StringComparer.Ordinal), new SortedDictionary<string, (int, long)>(StringComparer.Ordinal));
        var facts = clients.ConvertAll(oracle.Find);
        for (var i = 0; i < 2 * clients.Count; i++) // each twice: when it is met, and when it is known
        {
            var client = clients[i % clients.Count];
            var bytes = 1L << (i % 40);
            var key = bench.KeyOf(new LogRecord { Status = 200, Bytes = bytes, HasClient = true, Client = client }, out var taken);
            Add(counted, Counted.Of(key, bench.Names, taken).Who, taken);
            var known = facts[i % clients.Count];
            Add(right, $"{providerOf(known)} {known.Region} {known.Asn} {known.Country}", bytes);
        }
        counted.ShouldBe(right, about);

        static void Add(SortedDictionary<string, (int Requests, long Bytes)> totals, string who, long bytes)
        {
            var (requests, before) = totals.GetValueOrDefault(who);
            totals[who] = (requests + 1, before + bytes);
        }
    }
}
