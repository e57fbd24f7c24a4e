using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Deciding;

/// <summary>Which upstream a request goes to: by health, by host name, by route (request rules 7 and 10).</summary>
public sealed class UpstreamChoiceTests
{
    private const string Manifest = "/v2/demo/hello/manifests/v1";

    private const string OldHost = RunningRedirector.TwoMirrors + """

        hosts:
          old.example.org: {upstream: {registry: "<signatures>", repositoryPrefix: legacy}}
        """;

    [Fact] // rule 7: the first healthy one, known before the first request
    public async Task List_FirstEntryDead_IsTheNext()
    {
        await using var server = await RunningRedirector.StartAsync(
            "upstream: {registry: [\"<dead>\", \"<upstream>\", \"<signatures>\"]}\n", new ManualTime(DateTimeOffset.UnixEpoch));
        for (var i = 0; i < 3; i++) (await server.GetAsync(Manifest)).Location.ShouldBe(RunningRedirector.BaseOf(server.Upstream) + Manifest);
    }

    [Fact]
    public async Task List_OneEntryAndDead_IsItAllTheSame()
    {
        await using var server = await RunningRedirector.StartAsync("upstream: {registry: \"<dead>\"}\n");
        (await server.GetAsync(Manifest)).Location.ShouldBe(RunningRedirector.BaseOf(server.Dead) + Manifest);
        server.Log.ShouldBeQuiet();
    }

    [Theory]
    [InlineData("old.example.org")]
    [InlineData("OLD.Example.ORG")]
    [InlineData("old.example.org:8080")]
    public async Task Host_ThatThePolicyNames_HasItsOwnUpstream(string host)
    {
        await using var server = await RunningRedirector.StartAsync(OldHost);
        var answer = await server.GetAsync(Manifest, host: host);
        answer.Location.ShouldBe($"{RunningRedirector.BaseOf(server.Signatures)}/v2/legacy/demo/hello/manifests/v1");
        server.Log.ShouldBeQuiet();
    }

    [Theory]
    [InlineData("registry.example")]
    [InlineData("xold.example.org")]
    [InlineData("old.example.org.evil.example")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("[::1]:8080")]
    [InlineData("[::1]")]
    [InlineData("")]
    public async Task Host_ThatItDoesNot_HasThePolicys(string host)
    {
        await using var server = await RunningRedirector.StartAsync(OldHost);
        (await server.GetAsync(Manifest, host: host)).Location.ShouldBe(RunningRedirector.BaseOf(server.Upstream) + Manifest);
        server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Host_WithAnUpstreamOfItsOwn_HasTheSameMirrors()
    {
        await using var server = await RunningRedirector.StartAsync(OldHost);
        var held = await server.GetAsync($"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}", RunningRedirector.InParis, "old.example.org");
        held.Location.ShouldBe(server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        var missing = await server.GetAsync($"/v2/demo/hello/blobs/{SampleDigest.Text}", RunningRedirector.InParis, "old.example.org");
        missing.Location.ShouldBe($"{RunningRedirector.BaseOf(server.Signatures)}/v2/legacy/demo/hello/blobs/{SampleDigest.Text}");
    }

    [Fact] // rule 10: people whom a firewall keeps from the default one
    public async Task Route_WithAnUpstreamOfItsOwn_HasManifestsAndBlobsThere()
    {
        await using var server = await RunningRedirector.StartAsync(RunningRedirector.TwoMirrors + """

            routes: [{when: {region: us-east-1}, use: [cloud-eu-west-3], upstream: {registry: "<signatures>"}}]
            """);
        (await server.GetAsync(Manifest, RunningRedirector.InVirginia)).Location.ShouldBe(RunningRedirector.BaseOf(server.Signatures) + Manifest);
        (await server.GetAsync(Manifest, RunningRedirector.InParis)).Location.ShouldBe(RunningRedirector.BaseOf(server.Upstream) + Manifest);
        var held = await server.GetAsync($"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}", RunningRedirector.InVirginia);
        held.Location.ShouldBe(server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        var missing = await server.GetAsync($"/v2/demo/hello/blobs/{SampleDigest.Text}", RunningRedirector.InVirginia);
        missing.Location.ShouldBe($"{RunningRedirector.BaseOf(server.Signatures)}/v2/demo/hello/blobs/{SampleDigest.Text}");
        server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Default_ClientOfNoProvider_HasItsMirrors()
    {
        await using var server = await RunningRedirector.StartAsync(RunningRedirector.TwoMirrors + "\ndefault: [cloud-us-east-1]\n");
        var answer = await server.GetAsync($"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}", RunningRedirector.Elsewhere);
        answer.Location.ShouldBe(server.Far.UrlOf(RunningRedirector.Held.Digest).OriginalString);
    }
}
