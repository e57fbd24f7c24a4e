using System.Text.Json;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Deciding;

/// <summary>People whom a firewall keeps from the default upstream: a route by country with an upstream of its own (request rule 10).</summary>
public sealed class CountryRouteTests : IAsyncLifetime
{
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";
    private readonly Ip2AsnFile _addresses = new();
    private RunningRedirector _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningRedirector.StartAsync(_addresses.Policy + """
        upstream: {registry: "<dead>"}
        providers: [{name: cdn, mirrors: [{name: near, url: "<near>"}, {name: far, url: "<far>"}]}]
        routes: [{when: {country: [CN]}, use: [near], upstream: {registry: "<upstream>"}}]
        default: [far]
        """);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _addresses.Dispose();
    }

    [Fact]
    public async Task Client_InTheCountry_GetsAllFromTheRoutesOwnWhileTheDefaultUpstreamIsDead()
    {
        using var http = new HttpClient();
        foreach (var what in new[] { "manifests/v1", "tags/list", $"manifests/{RunningRedirector.Image.Image.Index.Digest}" })
        {
            var location = (await _server.GetAsync($"/v2/demo/hello/{what}", Ip2AsnFile.InChina)).Location!;
            location.ShouldBe($"{RunningRedirector.BaseOf(_server.Upstream)}/v2/demo/hello/{what}");
            (await http.GetAsync(new Uri(location), TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue(location);
        }
        (await _server.GetAsync(s_blob, Ip2AsnFile.InChina)).Location.ShouldBe(_server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        (await _server.GetAsync($"/v2/demo/hello/blobs/{SampleDigest.Text}", Ip2AsnFile.InChina)).Location
            .ShouldStartWith(RunningRedirector.BaseOf(_server.Upstream), Case.Sensitive, "nor what no mirror holds");
    }

    [Theory]
    [InlineData(Ip2AsnFile.InNorway)]
    [InlineData(null)]
    public async Task Client_Elsewhere_HasTheDefaultUpstreamAndMirrors(string? from)
    {
        (await _server.GetAsync("/v2/demo/hello/manifests/v1", from)).Location.ShouldBe($"{RunningRedirector.BaseOf(_server.Dead)}/v2/demo/hello/manifests/v1");
        (await _server.GetAsync(s_blob, from)).Location.ShouldBe(_server.Far.UrlOf(RunningRedirector.Held.Digest).OriginalString);
    }

    [Fact]
    public async Task Facts_OfTheClient_AreInExplainAndTheAccessLog()
    {
        var answer = await _server.AskAdminAsync($"/explain?address={Ip2AsnFile.InChina}&path={s_blob}");
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("facts").ToString().ShouldBe(
            """{"network":null,"provider":null,"region":null,"asn":4134,"country":"CN","prefix":null,"source":null,"asnPrefix":"1.2.4.0/25","asnSource":"ip2asn","countryPrefix":"1.2.4.0/25","countrySource":"ip2asn"}""");
        await _server.GetAsync(s_blob, Ip2AsnFile.InChina);
        var line = JsonDocument.Parse((await _server.StopAndReadAccessLogAsync()).Single()).RootElement;
        (line.GetProperty("asn").GetInt32(), line.GetProperty("country").GetString()).ShouldBe((4134, "CN"));
    }
}
