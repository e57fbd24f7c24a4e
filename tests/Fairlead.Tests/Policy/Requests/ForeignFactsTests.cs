using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Places of facts that come from elsewhere, such as a log.</summary>
public sealed class ForeignFactsTests
{
    private const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: cidrs, network: n0, file: a}, {type: cidrs, network: n1, file: b}, {type: ip2asn, file: c}]}
        providers:
          - name: first
            networks: [n0]
            asns: [64001]
            mirrors: [{region: r0, url: "https://r0.example.org/{digest}"}, {region: r1, url: "https://r1.example.org/{digest}"}, {name: spare, url: "https://spare.example.org/{digest}"}]
            regionless: [spare]
          - {name: second, networks: [n1], serveFrom: upstream}
        routes:
          - {when: {country: [AA]}, use: [spare]}
          - {when: {asn: [64002]}, use: [first-r1]}
          - {when: {region: [r2], provider: [first]}, use: [first-r0, first-r1]}
        default: [spare]
        """;

    [Fact]
    public void PlaceOf_FactsOfATable_IsThePlaceOfTheirIndex()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var table = LookupProbes.BuildTable(new RandomStatements(seed).Table(80, isIPv4: seed % 2 == 0));
            var policy = CompiledPolicy.Compile(PolicyText.LoadGood(Policy), table, []);
            for (var i = 0; i < table.Facts.Length; i++) policy.PlaceOf(table.Facts[i]).ShouldBeSameAs(policy.PlaceOf(i), $"table {seed}, {table.Facts[i]}");
        }
    }

    [Fact]
    public void PlaceOf_FactsOfAnotherTable_SaysWhatThatTablesPolicyDoes()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var table = LookupProbes.BuildTable(new RandomStatements(seed).Table(80, isIPv4: true));
            var config = PolicyText.LoadGood(Policy);
            var (policy, foreign) = (CompiledPolicy.Compile(config, table, []), CompiledPolicy.Compile(config, NetworkTable.Empty, []));
            var places = foreign.Places.Count;
            for (var i = 0; i < table.Facts.Length; i++) Words(foreign.PlaceOf(table.Facts[i])).ShouldBe(Words(policy.PlaceOf(i)), $"table {seed}, {table.Facts[i]}");
            foreign.Places.Count.ShouldBe(places); // nothing is kept
        }
    }

    [Fact]
    public void PlaceOf_FactsThatLeadToNoPlace_HasNoIndex()
    {
        var policy = CompiledPolicy.Compile(PolicyText.LoadGood(Policy), NetworkTable.Empty, []);
        var place = policy.PlaceOf(new OriginFacts { Network = "n0", Region = "nowhere" });
        (place.Index, place.Provider, place.Region, place.Why).ShouldBe((Place.NoIndex, "first", "nowhere", "regionless"));
        policy.PlaceOf(OriginFacts.None).ShouldBeSameAs(policy.PlaceOf(0));
    }

    private static string Words(Place place) => $"{place.Provider} {place.Region} {place.Why}: {string.Join(' ', place.Candidates.Select(mirror => mirror.Config.Name))}";
}
