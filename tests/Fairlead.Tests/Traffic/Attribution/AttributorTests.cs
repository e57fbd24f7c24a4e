using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>What a request is counted under.</summary>
public sealed class AttributorTests
{
    private const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: aws, file: aws.json}, {type: gcp, file: gcp.json}, {type: ip2asn, file: ip2asn.tsv}]}
        providers:
          - {name: amazon, networks: [aws], asns: [14618], mirrors: [{region: eu-west-3, url: "https://blobs.s3.eu-west-3.amazonaws.com/images/{digest}"}]}
        """;

    private static readonly string s_blob = $"/images/{AttributionBench.DigestOf("layer")}";

    private static NetworkTable Table
    {
        get
        {
            var builder = new NetworkTableBuilder();
            builder.Add(IpPrefix.Parse("192.0.2.0/24"), "aws", "eu-west-3", "aws", Trust.CloudFeed);
            builder.Add(IpPrefix.Parse("192.0.2.128/25"), "aws", "us-east-1", "aws", Trust.CloudFeed);
            builder.Add(IpPrefix.Parse("2001:db8::/32"), "gcp", null, "gcp", Trust.CloudFeed);
            var asns = new PrefixNumbers();
            asns.Add(IpPrefix.Parse("192.0.0.0/16"), 16509);
            asns.Add(IpPrefix.Parse("198.51.100.0/24"), 14618);
            asns.Add(IpPrefix.Parse("203.0.113.0/24"), 64496);
            builder.AddAsns(asns, "ip2asn");
            builder.NameAsns(new Dictionary<uint, string> { [16509] = "AMAZON-02" });
            return builder.Build();
        }
    }

    [Fact]
    public void KeyOf_NestedPrefixes_CountsTheLongestAlone()
    {
        var bench = AttributionBench.Of(Policy, Table);
        bench.Count(new LoggedRequest(Client: "192.0.2.1")).Who.ShouldBe("amazon eu-west-3 16509 ");
        bench.Count(new LoggedRequest(Client: "192.0.2.200")).Who.ShouldBe("amazon us-east-1 16509 ");
        bench.Count(new LoggedRequest(Client: "198.51.100.7")).Who.ShouldBe("amazon  14618 ");
    }

    [Theory]
    [InlineData("2001:db9::1", "  0 ")]
    [InlineData("100.64.0.1", "  0 ")]
    [InlineData("203.0.113.9", "  64496 ")]
    [InlineData("2001:db8::1", "  0 ")] // a network that no provider of the policy has
    [InlineData("::ffff:192.0.2.200", "amazon us-east-1 16509 ")]
    [InlineData(null, "  0 ")]
    public void KeyOf_AnyClient_SaysWhatIsKnown(string? client, string who) => AttributionBench.Of(Policy, Table).Count(new LoggedRequest(Client: client)).Who.ShouldBe(who);

    [Fact]
    public void KeyOf_BySnapshot_HasNetworksForProviders()
    {
        var bench = new AttributionBench(ClientNetworks.Of(Table));
        bench.Count(new LoggedRequest(Client: "2001:db8::1")).Who.ShouldBe("gcp  0 ");
        bench.Count(new LoggedRequest(Client: "192.0.2.1")).Who.ShouldBe("aws eu-west-3 16509 ");
    }

    [Fact]
    public void KeyOf_Asns_AreNumberedAndNotNamed()
    {
        var bench = AttributionBench.Of(Policy, Table);
        bench.Count(new LoggedRequest(Client: "192.0.2.1"));
        bench.Count(new LoggedRequest(Client: "203.0.113.9"));
        Enumerable.Range(0, bench.Names.Asns.Count).Select(number => bench.Names.Asns[number]).ShouldBe([(0u, null), (16509u, null), (64496u, null)]);
    }

    [Fact]
    public void KeyOf_Client_IsHashedAndMappedAddressesAreTheSame()
    {
        var bench = AttributionBench.Of(Policy, Table);
        bench.Count(new LoggedRequest(Client: "192.0.2.1"));
        var one = bench.Client;
        one.ShouldNotBe(0ul);
        bench.Count(new LoggedRequest(Client: "::ffff:192.0.2.1"));
        bench.Client.ShouldBe(one);
        bench.Count(new LoggedRequest(Client: "192.0.2.2"));
        bench.Client.ShouldNotBe(one);
        bench.Count(new LoggedRequest());
        bench.Client.ShouldBe(0ul);
    }

    [Theory]
    [InlineData(200, "k8s/pause", 2)]
    [InlineData(307, "k8s/pause", 3)]
    [InlineData(399, "k8s/pause", 3)]
    [InlineData(400, "", 4)]
    [InlineData(404, "", 4)]
    [InlineData(503, "", 5)]
    [InlineData(100, "k8s/pause", 1)]
    public void KeyOf_Status_TellsItsClassAndWhetherNamesAreTaken(int status, string image, int statusClass)
    {
        var counted = AttributionBench.Of(Policy, Table).Count(new LoggedRequest("/v2/k8s/pause/manifests/3.9", Status: status));
        (counted.Image, counted.StatusClass, counted.Kind).ShouldBe((image, statusClass, ContentKind.Manifest));
    }

    [Fact]
    public void KeyOf_OtherMethod_IsOfNoKindAndHasNoImage()
    {
        var counted = AttributionBench.Of(Policy, Table).Count(new LoggedRequest("/v2/k8s/pause/manifests/3.9", Status: 201, Bytes: 5) { Method = RequestMethod.Other });
        (counted.Kind, counted.Image, counted.Bytes).ShouldBe((ContentKind.Other, "", 5));
    }

    [Theory]
    [InlineData("2026-10-10T23:59:59Z", true, "2026-10-10")]
    [InlineData("2026-10-10T23:59:59Z", false, "2026-10-01")]
    [InlineData("2026-10-31T23:30:00-01:00", false, "2026-11-01")]
    [InlineData("2028-02-29T00:00:00Z", false, "2028-02-01")]
    [InlineData("1970-01-01T00:00:00Z", true, "1970-01-01")]
    [InlineData("1969-12-31T23:59:59Z", true, "1970-01-01")]
    [InlineData("2149-06-06T23:59:59Z", true, "2149-06-06")]
    [InlineData("2300-01-01T00:00:00Z", true, "2149-06-06")]
    public void KeyOf_Time_IsOfTheDayOrTheMonthInUtc(string time, bool byDay, string period) =>
        new AttributionBench(ClientNetworks.Of(Table), byDay: byDay).Count(new LoggedRequest { Time = time }).Period.ToString("yyyy-MM-dd").ShouldBe(period);

    [Fact]
    public void KeyOf_TimesInAnyOrder_AreEachOfTheirOwnMonth()
    {
        var bench = new AttributionBench(ClientNetworks.Of(Table), byDay: false);
        string[] times = ["2026-10-10T00:00:00Z", "2026-11-10T00:00:00Z", "2026-10-10T01:00:00Z", "2026-10-11T01:00:00Z"];
        times.Select(time => bench.Count(new LoggedRequest { Time = time }).Period.Month).ShouldBe([10, 11, 10, 10]);
    }

    [Fact]
    public void KeyOf_Backend_IsTheMirrorOrWhatTheLogSaysOrTheNamedOne()
    {
        var bench = AttributionBench.Of(Policy, Table, unnamed: "nginx-1");
        string[] logged = ["blobs", "BLOBS.s3.eu-west-3.amazonaws.com", "amazon-eu-west-3", "other-bucket", "Registry.example.org", "", "192.0.2.1", "a b", "blobs"];
        logged.Select(backend => bench.Count(new LoggedRequest(Backend: backend)).Backend)
            .ShouldBe(["amazon-eu-west-3", "amazon-eu-west-3", "amazon-eu-west-3", "other-bucket", "registry.example.org", "nginx-1", "", "", "amazon-eu-west-3"]);
        var mirror = bench.Names.BackendOf(bench.Names.Backends.Add("amazon-eu-west-3"));
        mirror.ShouldBe(new Backend("amazon-eu-west-3", "amazon", "eu-west-3"));
    }

    [Fact]
    public void KeyOf_MoreBackendsThanAreRemembered_KnowsTheMirrorStill()
    {
        var bench = AttributionBench.Of(Policy, Table);
        for (var i = 0; i < CellKey.MostNames + 10; i++) bench.Count(new LoggedRequest(Backend: $"h{i}.example.org"));
        bench.Count(new LoggedRequest(Backend: "h99999999.example.org")).Backend.ShouldBe(CellNames.Other);
        bench.Count(new LoggedRequest(Backend: "h7.example.org")).Backend.ShouldBe("h7.example.org");
        bench.Count(new LoggedRequest(Backend: "other")).Backend.ShouldBe(CellNames.Other);
    }

    [Theory]
    [InlineData(RequestMethod.Get, 307, "amazon-eu-west-3", 1000)]
    [InlineData(RequestMethod.Get, 302, "registry.example.org", 1000)]
    [InlineData(RequestMethod.Head, 307, "amazon-eu-west-3", 0)]
    [InlineData(RequestMethod.Get, 404, "", 0)]
    [InlineData(RequestMethod.Get, 200, "", 0)]
    public void KeyOf_TheRedirectorsLog_CountsTheBlobThatItLeadsTo(RequestMethod method, int status, string backend, long bytes)
    {
        var inventory = AttributionBench.InventoryOf(("layer", 1000, ["k8s/pause"]));
        var bench = AttributionBench.Of(Policy, Table, unnamed: "nginx-1", inventory);
        var counted = bench.Count(new LoggedRequest($"/v2/k8s/pause/blobs/{AttributionBench.DigestOf("layer")}", Backend: backend, Status: status)
        {
            Method = method,
            Facts = ("amazon", "aws", "eu-west-3", 16509, "FR"),
        });
        (counted.Bytes, counted.Backend, counted.Who).ShouldBe((bytes, backend, "amazon eu-west-3 16509 FR"));
    }

    [Fact]
    public void KeyOf_TheRedirectorsLogAndABlobThatNobodyKnows_CountsNoBytes()
    {
        var counted = AttributionBench.Of(Policy, Table).Count(new LoggedRequest(s_blob, Backend: "amazon-eu-west-3", Status: 307) { Facts = ("", "", "", 0, "") });
        (counted.Bytes, counted.Kind, counted.Image, counted.Who).ShouldBe((0, ContentKind.Blob, "", "  0 "));
    }

    [Fact]
    public void KeyOf_LoggedFacts_AreTakenOnlyWhereTheyCanBeNames()
    {
        var bench = AttributionBench.Of(Policy, Table);
        bench.Count(new LoggedRequest { Facts = ("192.0.2.1", "aws", "eu\u001b[31m", 7, "fra") }).Who.ShouldBe("  7 ");
        bench.Count(new LoggedRequest { Facts = (new string('a', 256), "aws", "2001:db8::1", 7, "\u001b[") }).Who.ShouldBe("  7 ");
        bench.Count(new LoggedRequest { Facts = ("Amazon", "aws", "eu-west-3", uint.MaxValue, "fr") }).Who.ShouldBe("Amazon eu-west-3 4294967295 FR");
        new AttributionBench(ClientNetworks.Of(Table)).Count(new LoggedRequest { Facts = ("amazon", "aws", "eu-west-3", 7, "FR") }).Who.ShouldBe("aws eu-west-3 7 FR");
    }

    [Fact]
    public void KeyOf_KnownNames_AllocatesNothing()
    {
        var bench = AttributionBench.Of(Policy, Table, unnamed: null, AttributionBench.InventoryOf(("layer", 1000, ["k8s/pause"])));
        var requests = new[]
        {
            new LoggedRequest(s_blob, "192.0.2.1", "blobs"),
            new LoggedRequest("/v2/k8s/pause/manifests/3.9", "2001:db8::1"),
            new LoggedRequest("/release/v1.2.3/bin/linux/kubectl?a=b", "203.0.113.9", "dl.example.org"),
        };
        foreach (var request in requests)
        {
            var target = System.Text.Encoding.UTF8.GetBytes(request.Target);
            var backend = System.Text.Encoding.UTF8.GetBytes(request.Backend);
            var client = IpAddress.Parse(request.Client);
            Allocations.Of(() => bench.KeyOf(new LogRecord { Status = 200, Target = target, Backend = backend, HasClient = true, Client = client }, out _)).ShouldBe(0, request.Target);
        }
    }
}
