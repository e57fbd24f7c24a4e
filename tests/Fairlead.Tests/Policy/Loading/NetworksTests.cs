using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Policy.Loading;

public class NetworksTests
{
    [Theory]
    [InlineData("networks: {refresh: ^59s}", "from 1m to 30d")]
    [InlineData("networks: {^refersh: 1h}", "did you mean 'refresh'?")]
    [InlineData("networks: {feeds: ^aws}", "must be a list")]
    [InlineData("networks: {feeds: [^aws]}", "a feed must be a mapping")]
    [InlineData("networks: {feeds: [^{file: a}]}", "needs a 'type'")]
    [InlineData("networks: {feeds: [^{type: aws}]}", "either 'file' or 'url'")]
    [InlineData("networks: {feeds: [^{type: aws, file: a, url: https://a.example/a}]}", "not both")]
    [InlineData("networks: {feeds: [{type: ^gpc, file: a}]}", "not a type of feed", "did you mean 'gcp'?")]
    [InlineData("networks: {feeds: [{type: aws, file: ^\"\"}]}", "is not a path")]
    [InlineData("networks: {feeds: [{type: aws, url: ^file:///etc/passwd}]}", "begin with https://")]
    [InlineData("networks: {feeds: [{type: aws, url: ^https://a.example/a#b}]}", "no fragment")]
    [InlineData("networks: {feeds: [{type: aws, url: ^\"https://u:p@a.example/a\"}]}", "user names")]
    [InlineData("networks: {feeds: [^{type: cidrs, file: a}]}", "needs a 'network'")]
    [InlineData("networks: {feeds: [{type: aws, file: a, ^region: us-east-1}]}", "goes with cidrs only")]
    [InlineData("networks: {feeds: [{type: cidrs, network: n, file: a, region: ^EU}]}", "'EU' is not a region")]
    [InlineData("networks: {feeds: [{type: cidrs, network: ^\"a b\", file: a}]}", "'a b' is not a name")]
    [InlineData("networks: {feeds: [{type: aws, file: a, name: ^a/b}]}", "'a/b' is not a name")]
    [InlineData("networks: {feeds: [{type: aws, file: a, ^nmae: b}]}", "did you mean 'name'?")]
    [InlineData("networks:\n  feeds:\n    - {type: aws, file: a}\n    - ^{type: aws, file: b}", "line 3", "both called 'aws'", "name:")]
    public void Parse_WrongFeed_IsReported(string marked, params string[] words) => PolicyText.ShouldFail(marked, words);

    [Theory]
    [InlineData("aws, url: ^\"http://a.example/a.json\"", "without TLS")]
    [InlineData("^ip2asn, file: a", "ip2asn are not read by this version yet", "left out")]
    [InlineData("^oracle, file: a", "left out")]
    [InlineData("^geofeed, network: g, file: a", "left out")]
    [InlineData("^mrt, file: a", "left out")]
    public void Parse_OddFeed_IsWarnedOf(string marked, params string[] words) =>
        PolicyText.ShouldWarn($"networks: {{feeds: [{{type: {marked}}}]}}", words);

    [Theory]
    [InlineData("http://localhost:8080/a")]
    [InlineData("http://127.0.0.1/a")]
    [InlineData("http://[::1]/a")]
    public void Parse_PlainFeedOfThisMachine_IsNotWarnedOf(string url) =>
        PolicyText.Load($"networks: {{feeds: [{{type: aws, url: \"{url}\"}}]}}").Problems.ShouldBeEmpty();

    [Fact]
    public void Parse_Feeds_HaveTheirValues()
    {
        var networks = PolicyText.LoadGood("""
            networks:
              refresh: 1h
              feeds:
                - {type: aws, url: "https://ip-ranges.amazonaws.com/ip-ranges.json?x=y"}
                - {type: ip2asn, file: left-out.tsv.gz}
                - {type: cidrs, network: campus, region: eu-1, file: lists/campus.txt}
                - {type: cidrs, network: campus, name: campus-2, file: /var/lib/campus.txt}
                - {type: gcp, network: google, file: ../gcp.json}
            """).Networks;
        networks.Refresh.ShouldBe(TimeSpan.FromHours(1));
        networks.Feeds.ShouldBe(
        [
            new FeedSource("aws", "aws", "aws", null, null, new Uri("https://ip-ranges.amazonaws.com/ip-ranges.json?x=y")),
            new FeedSource("campus", "cidrs", "campus", "eu-1", "/etc/fairlead/lists/campus.txt", null),
            new FeedSource("campus-2", "cidrs", "campus", null, "/var/lib/campus.txt", null),
            new FeedSource("google", "gcp", "google", null, "/etc/gcp.json", null),
        ]);
    }

    [Fact]
    public void Parse_NetworkOfALaterFeed_CanBeClaimed() =>
        PolicyText.LoadGood("networks: {feeds: [{type: oracle, file: a}]}\nproviders: [{name: o, networks: [oracle], serveFrom: upstream}]")
            .Providers[0].Networks.ShouldBe(["oracle"]);
}
