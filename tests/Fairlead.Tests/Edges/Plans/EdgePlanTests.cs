using Fairlead.Edges.Plans;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Requests;

namespace Fairlead.Tests.Edges.Plans;

public sealed class EdgePlanTests
{
    private const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks:
          feeds:
            - {type: aws, file: aws.json}
            - {type: gcp, file: gcp.json}
        providers:
          - name: amazon
            networks: [aws]
            cidrs: [{prefix: 10.1.0.0/16, region: eu-west-3}, "2001:db8::/32"]
            mirrors: [{url: "https://{region}.example.org/{digest}", regions: [us-east-1, eu-west-3]}]
          - {name: google, networks: [gcp], serveFrom: upstream}
          - {name: rest, mirrors: [{name: cdn, url: "https://cdn.example.org/{digest}"}]}
        routes:
          - {when: {region: [us-east1]}, use: [cdn], upstream: {registry: "https://other.example.org"}}
        default: [cdn]
        artifacts:
          - {path: /files/, host: amazon.example.org, provider: amazon}
          - {path: /files/, host: files.example.org}
        """;

    [Fact]
    public void Of_AddressesAtTheEdgesOfEveryPrefix_SaysWhatThePolicySays() => AssertSame(Sample(), 1);

    [Fact]
    public void Of_AllCandidates_SaysWhatThePolicySays() => AssertSame(Sample(), int.MaxValue);

    [Fact]
    public void Of_RandomFeeds_SaysWhatThePolicySays()
    {
        var random = new Random(5);
        for (var i = 0; i < 50; i++) AssertSame(Compiled.Policy(Policy, ("aws", RandomEntries(random, "eu-west-3")), ("gcp", RandomEntries(random, "us-east1"))), 1 + (i % 2));
    }

    [Fact]
    public void Places_First_IsThatOfUnknownClients()
    {
        var policy = Sample();

        EdgePlan.Of(policy).Places[0].Mirror.ShouldBe(policy.PlaceOf(facts: 0).Candidates[0]);
    }

    [Fact]
    public void Prefixes_AreDisjointAndInOrder()
    {
        var prefixes = EdgePlan.Of(Sample()).Prefixes.Select(entry => entry.Prefix).ToList();

        prefixes.Zip(prefixes.Skip(1)).ShouldAllBe(pair => pair.First.IsIPv4 != pair.Second.IsIPv4 || pair.First.Last.CompareTo(pair.Second.First) < 0);
    }

    private static CompiledPolicy Sample() => Compiled.Policy(
        Policy,
        ("aws", [("3.80.0.0/12", "us-east-1"), ("3.81.0.0/16", "eu-west-3"), ("52.0.0.0/8", null), ("255.255.255.0/24", "us-east-1"), ("2a05::/16", "eu-west-3")]),
        ("gcp", [("34.0.0.0/9", "us-east1"), ("34.1.0.0/16", "us-west1"), ("0.0.0.0/8", "us-east1")]));

    private static (string, string?)[] RandomEntries(Random random, string region) =>
        [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => ($"{random.Next(8)}.{random.Next(4) * 64}.0.0/{random.Next(3, 20)}", random.Next(2) == 0 ? region : null)).DistinctBy(entry => IpPrefix.Parse(entry.Item1))];

    private static void AssertSame(CompiledPolicy policy, int candidates)
    {
        var plan = EdgePlan.Of(policy, candidates);
        var prefixes = plan.Prefixes.ToList();
        foreach (var address in prefixes.SelectMany(entry => Edges(entry.Prefix)).Distinct())
        {
            var expected = policy.PlaceOf(policy.Networks.Find(address));
            var number = prefixes.Where(entry => entry.Prefix.Contains(address)).Select(entry => entry.Place).SingleOrDefault();
            var place = plan.Places[number];
            place.Number.ShouldBe(number);
            place.Candidates.ShouldBe(expected.Candidates.Take(candidates), $"{address}");
            place.Upstream.ShouldBe(expected.Upstream, $"{address}");
            place.RedirectsTo.ShouldBe(expected.RedirectsTo, $"{address}");
            place.Artifacts.ShouldBe(expected.Artifacts, $"{address}");
        }
    }

    private static IEnumerable<IpAddress> Edges(IpPrefix prefix)
    {
        yield return prefix.First;
        yield return prefix.Last;
        yield return prefix.IsIPv4 ? IpAddress.V4(unchecked((uint)prefix.First.Bits - 1)) : IpAddress.V6(unchecked(prefix.First.Bits - 1));
        yield return prefix.IsIPv4 ? IpAddress.V4(unchecked((uint)prefix.Last.Bits + 1)) : IpAddress.V6(unchecked(prefix.Last.Bits + 1));
    }
}
