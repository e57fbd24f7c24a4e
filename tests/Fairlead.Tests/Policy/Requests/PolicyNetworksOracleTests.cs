using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Policy.Loading;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>All sources in one table, from their files on: against <see cref="LookupOracle"/>, which has request rule 9 word for word.</summary>
public sealed class PolicyNetworksOracleTests
{
    [Fact]
    public void Parse_EverySample_SaysWhatIsWrittenBesideIt()
    {
        foreach (var sample in EverySource.Samples())
            SourceSample.SaidBy(Load(sample.Feed, sample.File).Content).ShouldBe(sample.Says, sample.Feed);
    }

    [Fact]
    public void Samples_Types_AreAllButTheSnapshot()
    {
        var types = EverySource.Samples().Select(sample => Source(sample.Feed).Type).Distinct();

        types.ShouldBe(FeedFormats.Types.Where(type => type != "snapshot")); // a table of its own, which says all that another knew
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compile_EverySource_AgreesWithTheOracle(bool backwards)
    {
        var samples = EverySource.Samples();
        if (backwards) Array.Reverse(samples); // of equal prefixes the first counts

        var statements = PolicyStatements();
        foreach (var sample in samples)
            statements.AddRange(sample.Says.Select((said, i) => SourceSample.ToStatement(statements.Count + i, Source(sample.Feed), said)).ToList());

        ShouldAgree([.. samples.Select(sample => Load(sample.Feed, sample.File))], statements);
    }

    [Fact]
    public void Compile_RealFilesToo_AgreesWithTheOracle()
    {
        var feeds = EverySource.Samples().Select(sample => Load(sample.Feed, sample.File)).ToList();
        foreach (var (feed, file) in EverySource.RealFiles()) feeds.Add(Load(feed, file, name: $"real-{feeds.Count}"));

        var statements = PolicyStatements();
        foreach (var feed in feeds)
            statements.AddRange(SourceSample.SaidBy(feed.Content).Select((said, i) => SourceSample.ToStatement(statements.Count + i, feed.Source, said)).ToList());

        ShouldAgree(feeds, statements);
    }

    [Fact]
    public void Compile_PrefixOfTheCloudsFeed_HasRegionAndAsnAndCountry()
    {
        var policy = Compile([.. EverySource.Samples().Select(sample => Load(sample.Feed, sample.File))]);

        FactsOf(policy, "3.0.128.200").ShouldBe(new OriginFacts
        {
            Network = "aws",
            Region = "us-east-1",
            Source = "aws",
            PrefixLength = 15,
            Asn = 16509,
            AsnSource = "ip2asn",
            AsnPrefixLength = 16,
            Country = "US",
            CountrySource = "ip2asn",
            CountryPrefixLength = 16,
        });
    }

    [Fact]
    public void Compile_PrefixThatBgpAloneKnows_IsTheProvidersWithoutRegion()
    {
        var policy = Compile([.. EverySource.Samples().Select(sample => Load(sample.Feed, sample.File))]);

        var facts = FactsOf(policy, "3.7.0.200");
        (facts.Network, facts.Region, facts.Asn, facts.AsnPrefixLength).ShouldBe((null, null, 16509u, (byte)24));
        var place = policy.PlaceOf("3.7.0.200");
        (place.Provider, place.Region).ShouldBe(("amazon", null));
    }

    private static void ShouldAgree(IReadOnlyCollection<LoadedFeed> feeds, IReadOnlyList<Statement> statements)
    {
        var addresses = LookupProbes.AddressesAround(statements).ToList();
        addresses.ShouldContain(address => address.IsIPv4);
        addresses.ShouldContain(address => !address.IsIPv4);

        LookupProbes.ShouldAgree(Compile(feeds).Networks, LookupOracle.ByPrefix(statements, OwnerOf), addresses, "every source");
    }

    /// <summary>The providers that are active.</summary>
    private static string? OwnerOf(string network) => network switch
    {
        "aws" or "amazon" => "amazon",
        "gcp" or "places" => "google",
        "azure" => "microsoft",
        "fastly" or "edge" => "cdn",
        _ => null,
    };

    private static List<Statement> PolicyStatements() =>
    [
        .. EverySource.PolicySays.Select((one, i) => new Statement(i, IpPrefix.Parse(one.Prefix), one.Provider, one.Region, PolicyNetworks.PolicySource, Trust.Policy)),
    ];

    private static CompiledPolicy Compile(IReadOnlyCollection<LoadedFeed> feeds) => PolicyNetworks.Compile(PolicyText.LoadGood(EverySource.Policy), feeds);

    private static OriginFacts FactsOf(CompiledPolicy policy, string address) => policy.Networks.Facts[policy.Networks.Find(IpAddress.Parse(address))];

    private static LoadedFeed Load(string feed, byte[] file, string? name = null)
    {
        var source = Source(feed);
        if (name is not null) source = source with { Name = name };
        return new LoadedFeed(source, FeedFormats.Parse(source, new MemoryStream(file)), DateTimeOffset.UnixEpoch);
    }

    private static FeedSource Source(string feed) => PolicyText.LoadGood(EverySource.Policy).Networks.Feeds.Single(source => source.Name == feed);
}
