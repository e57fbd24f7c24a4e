using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Feeds;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Commands;

/// <summary><c>fairlead explain --json</c>, and the admin port's <c>/explain</c>, which others build on.</summary>
public sealed class ExplainTests : IDisposable
{
    private static readonly string Digest = Formats.Oci.Digest.Of("a blob"u8).ToString();
    private static readonly string Blob = $"/v2/test/image/blobs/{Digest}";

    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task Explain_BlobForAClientOfAws_FactsCandidatesAndLocation()
    {
        using var json = await ExplainAsync(Addresses.AwsParis, Blob);
        var answer = json.RootElement;

        var facts = answer.GetProperty("facts");
        facts.GetProperty("network").GetString().ShouldBe("aws");
        facts.GetProperty("provider").GetString().ShouldBe("amazon");
        facts.GetProperty("region").GetString().ShouldBe("eu-west-3");
        facts.GetProperty("prefix").GetString().ShouldBe("35.180.0.0/16");
        facts.GetProperty("source").GetString().ShouldBe("aws");
        facts.TryGetProperty("asn", out _).ShouldBeTrue();
        facts.TryGetProperty("country", out _).ShouldBeTrue();
        answer.GetProperty("rule").GetString().ShouldBe("mirror");
        answer.GetProperty("status").GetInt32().ShouldBe(307);
        answer.GetProperty("location").GetString().ShouldBe(PolicyFiles.MirrorUrl(Digest));
        var candidates = answer.GetProperty("candidates").EnumerateArray().ToList();
        candidates.Select(candidate => candidate.GetProperty("mirror").GetString()).ShouldBe(["amazon-eu-west-3", "amazon-us-east-1"]);
        candidates[0].GetProperty("region").GetString().ShouldBe("eu-west-3");
        candidates[0].GetProperty("distanceKm").GetDouble().ShouldBe(0);
        candidates[1].GetProperty("distanceKm").GetDouble().ShouldBeInRange(5_000, 7_500);
        candidates[0].GetProperty("url").GetString().ShouldBe(PolicyFiles.MirrorUrl(Digest));
        candidates[0].GetProperty("presence").GetString().ShouldBe("unknown", "nobody was asked");
    }

    [Theory]
    [InlineData(Addresses.Gcp)]
    [InlineData(Addresses.Elsewhere)]
    public async Task Explain_BlobForAClientWithoutMirrors_TheUpstream(string address)
    {
        using var json = await ExplainAsync(address, Blob);

        json.RootElement.GetProperty("location").GetString().ShouldBe(PolicyFiles.Upstream + Blob);
        json.RootElement.GetProperty("candidates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Explain_HostilePath_TheStatusThatAClientWouldGet()
    {
        using var json = await ExplainAsync(Addresses.AwsParis, "/v2/a/%0d%0a");

        json.RootElement.GetProperty("status").GetInt32().ShouldBe(400);
        json.RootElement.GetProperty("location").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Explain_WithoutJson_TextThatNamesTheMirrorAndTheLocation()
    {
        var result = (await FairleadProgram.RunAsync(Arguments(Addresses.AwsParis, Blob))).Succeeded();

        result.Output.ShouldContain("amazon-eu-west-3");
        result.Output.ShouldContain(PolicyFiles.MirrorUrl(Digest));
    }

    [Fact]
    public async Task Explain_AskedOfARunningServer_WhatThatServerWouldAnswer()
    {
        await using var mirror = await NginxMirror.StartAnsweringAsync(200);
        var feeds = CloudFeeds.Named(CloudFeeds.Sample, _directory);
        await using var fairlead = await FairleadServer.StartAsync($$"""
            upstream: {registry: "{{PolicyFiles.Upstream}}"}
            networks: {feeds: [{type: aws, file: "{{feeds.AwsFile}}"}]}
            providers: [{name: amazon, networks: [aws], mirrors: [{region: eu-west-3, url: "{{mirror.UrlTemplate}}"}]}]
            """);

        var answer = await Http.GetAsync(new Uri(fairlead.Admin, $"/explain?address={Addresses.AwsParis}&path={Uri.EscapeDataString(Blob)}"));

        answer.Status.ShouldBe(200);
        using var json = JsonDocument.Parse(answer.Body);
        json.RootElement.GetProperty("location").GetString().ShouldBe(mirror.UrlTemplate.Replace("{digest}", Digest, StringComparison.Ordinal));
        json.RootElement.GetProperty("facts").GetProperty("region").GetString().ShouldBe("eu-west-3");
    }

    public void Dispose() => _directory.Dispose();

    private async Task<JsonDocument> ExplainAsync(string address, string path) =>
        JsonDocument.Parse((await FairleadProgram.RunAsync([.. Arguments(address, path), "--json"])).Succeeded().Output);

    private IEnumerable<string> Arguments(string address, string path) =>
        ["explain", "--policy", PolicyFiles.WriteGood(_directory), "--no-head", "--address", address, path];
}
