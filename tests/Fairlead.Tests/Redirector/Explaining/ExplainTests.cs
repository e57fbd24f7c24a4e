using System.Text;
using System.Text.Json;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Loading;
using Fairlead.Redirector.Explaining;
using Fairlead.Redirector.Hosting;
using Fairlead.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairlead.Tests.Redirector.Explaining;

/// <summary>What a given client would get, and why: at the admin port and without a server.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";
    private RunningRedirector _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningRedirector.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Explain_Blob_SaysFactsCandidatesRuleStatusAndLocation()
    {
        var json = await AskAsync("192.0.2.10", s_blob);
        Names(json).ShouldBe(["facts", "rule", "why", "status", "location", "candidates"]);
        var facts = json.GetProperty("facts");
        Names(facts).ShouldBe(["network", "provider", "region", "asn", "country", "prefix", "source", "asnPrefix", "asnSource", "countryPrefix", "countrySource"]);
        facts.ToString().ShouldBe("""{"network":"cloud","provider":"cloud","region":"eu-west-3","asn":null,"country":null,"prefix":"192.0.2.0/24","source":"policy","asnPrefix":null,"asnSource":null,"countryPrefix":null,"countrySource":null}""");
        json.GetProperty("rule").GetString().ShouldBe("mirror");
        json.GetProperty("why").GetString().ShouldBe("provider");
        json.GetProperty("status").GetInt32().ShouldBe(307);
        json.GetProperty("location").GetString().ShouldBe(_server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);

        var candidates = json.GetProperty("candidates").EnumerateArray().ToArray();
        candidates.Length.ShouldBe(2);
        foreach (var candidate in candidates) Names(candidate).ShouldBe(["mirror", "region", "distanceKm", "presence", "url"]);
        candidates[0].GetProperty("mirror").GetString().ShouldBe("cloud-eu-west-3");
        candidates[0].GetProperty("distanceKm").GetInt32().ShouldBe(0);
        candidates[0].GetProperty("presence").GetString().ShouldBe("present");
        candidates[1].GetProperty("region").GetString().ShouldBe("us-east-1");
        candidates[1].GetProperty("distanceKm").GetInt32().ShouldBeInRange(6000, 6400); // Paris to Northern Virginia
        candidates[1].GetProperty("presence").GetString().ShouldBe("unknown", "nobody had to ask it");
        candidates[1].GetProperty("url").GetString().ShouldBe(_server.Far.UrlOf(RunningRedirector.Held.Digest).OriginalString);
    }

    [Theory]
    [InlineData("/v2/demo/hello/manifests/v1", "upstream", 307)]
    [InlineData("/v2/", "ping", 200)]
    [InlineData("/nothing", "not-found", 404)]
    [InlineData("/v2/a//b", "refused", 400)]
    [InlineData("/v2/a%0d%0aX:y", "refused", 400)]
    [InlineData("http://evil.example/", "refused", 400)]
    public async Task Explain_AnyOtherPath_HasNoCandidates(string path, string rule, int status)
    {
        var json = await AskAsync("2001:db8::1", path);
        json.GetProperty("rule").GetString().ShouldBe(rule);
        json.GetProperty("status").GetInt32().ShouldBe(status);
        (json.GetProperty("location").ValueKind == JsonValueKind.String).ShouldBe(status == 307);
        json.GetProperty("candidates").GetArrayLength().ShouldBe(0);
        json.GetProperty("facts").GetProperty("prefix").GetString().ShouldBe("2001:db8::/32");
    }

    [Fact]
    public async Task Explain_ClientOfNobody_HasNullFacts()
    {
        var json = await AskAsync("203.0.113.10", s_blob);
        foreach (var fact in json.GetProperty("facts").EnumerateObject()) fact.Value.ValueKind.ShouldBe(JsonValueKind.Null, fact.Name);
        json.GetProperty("rule").GetString().ShouldBe("upstream-by-policy");
    }

    [Fact]
    public async Task Explain_ByAnotherHostName_IsOfItsUpstream()
    {
        (await _server.ReloadAsync(RunningRedirector.TwoMirrors + "\nhosts: {old.example: {upstream: {registry: \"https://old.upstream.example\"}}}\n")).ShouldBeTrue();
        var answer = await _server.AskAdminAsync("/explain?address=192.0.2.10&path=/v2/a/tags/list&host=old.example");
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("location").GetString().ShouldBe("https://old.upstream.example/v2/a/tags/list");
    }

    [Theory]
    [InlineData("/explain")]
    [InlineData("/explain?address=192.0.2.10")]
    [InlineData("/explain?path=/v2/")]
    [InlineData("/explain?address=192.0.2&path=/v2/")]
    [InlineData("/explain?address=192.0.2.0/24&path=/v2/")]
    [InlineData("/explain?address=localhost&path=/v2/")]
    [InlineData("/explain?address=1.2.3.4&address=5.6.7.8&path=/v2/")]
    public async Task Explain_BadQuestion_Is400WithWhatIsWrong(string target)
    {
        var answer = await _server.AskAdminAsync(target);
        answer.Status.ShouldBe(400);
        answer["Content-Type"]!.ShouldStartWith("text/plain");
        answer.Body.Length.ShouldBeGreaterThan(10);
        _server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task ExplainAsync_AssumingPresence_AsksNobody()
    {
        using var core = Core("https://unreachable.example/{digest}", assumePresent: true);
        var (explanation, problem) = await core.ExplainAsync("192.0.2.1", $"/v2/a/blobs/{SampleDigest.Text}");
        problem.ShouldBeNull();
        explanation!.Rule.ShouldBe("mirror");
        explanation.Location.ShouldBe($"https://unreachable.example/{SampleDigest.Text}");
        explanation.Candidates.Single().Presence.ShouldBe("unknown");
        explanation.ToText().ShouldContain("rule       mirror (candidates by provider)\nstatus     307\nlocation   https://unreachable.example/");
    }

    [Fact]
    public async Task ExplainAsync_ServerHoldsNothing_SaysAbsent()
    {
        using var core = Core(_server.Near.UrlTemplate, assumePresent: false);
        var (explanation, _) = await core.ExplainAsync("192.0.2.1", $"/v2/a/blobs/{SampleDigest.Text}");
        explanation!.Rule.ShouldBe("upstream-not-held");
        explanation.Candidates.Single().Presence.ShouldBe("absent");
        explanation.Location.ShouldBe($"https://upstream.example/v2/a/blobs/{SampleDigest.Text}");
    }

    [Fact]
    public void ToText_FactsOfEveryKind_HavePrefixAndSource()
    {
        var explanation = new Explanation
        {
            Address = IpAddress.Parse("192.0.2.77"),
            Facts = new OriginFacts
            {
                Network = "aws",
                Source = "feed",
                PrefixLength = 24,
                Asn = 16509,
                AsnSource = "bgp",
                AsnPrefixLength = 22,
                Country = "FR",
                CountrySource = "geo",
                CountryPrefixLength = 26,
            },
            Provider = "amazon",
            Why = "provider",
            Rule = "mirror",
            Status = 307,
            Location = null,
            Candidates = [],
        };
        explanation.ToText().ShouldStartWith("""
            address    192.0.2.77
            network    aws (192.0.2.0/24, by feed)
            provider   amazon
            region     -
            asn        16509 (192.0.0.0/22, by bgp)
            country    FR (192.0.2.64/26, by geo)

            """);
        explanation.ToJson().ShouldContain("""
            "asn":16509,"country":"FR","prefix":"192.0.2.0/24","source":"feed","asnPrefix":"192.0.0.0/22","asnSource":"bgp","countryPrefix":"192.0.2.64/26","countrySource":"geo"}
            """.Trim());
    }

    [Theory]
    [InlineData("", "/v2/")]
    [InlineData("192.0.2.1", "")]
    [InlineData("192.0.2.1:80", "/v2/")]
    public async Task ExplainAsync_BadQuestion_SaysWhatIsWrong(string address, string path)
    {
        using var core = Core("https://unreachable.example/{digest}", assumePresent: true);
        var (explanation, problem) = await core.ExplainAsync(address, path);
        explanation.ShouldBeNull();
        problem.ShouldNotBeNullOrEmpty();
    }

    private static RedirectorCore Core(string mirror, bool assumePresent)
    {
        var load = PolicyFile.Parse(Encoding.UTF8.GetBytes($$"""
            upstream: {registry: "https://upstream.example"}
            providers: [{name: cloud, cidrs: [192.0.2.0/24], mirrors: [{name: only, url: "{{mirror}}"}]}]
            """), "policy.yaml", "/", null);
        return new RedirectorCore(load.Policy!, new PolicySource("policy.yaml", null, null, () => load), null, assumePresent, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(property => property.Name);

    private async Task<JsonElement> AskAsync(string address, string path)
    {
        var answer = await _server.AskAdminAsync($"/explain?address={address}&path={Uri.EscapeDataString(path)}");
        answer.Status.ShouldBe(200);
        answer["Content-Type"].ShouldBe("application/json");
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}
