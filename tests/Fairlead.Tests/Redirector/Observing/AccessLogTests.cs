using System.Text;
using System.Text.Json;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Observing;
using Fairlead.Tests.Redirector.Upkeep;
using Fairlead.Tests.Support;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Tests.Redirector.Observing;

/// <summary>The access log, and what the demo's audience is told: what was decided, and never for which address.</summary>
public sealed class AccessLogTests : IAsyncLifetime
{
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";
    private RunningRedirector _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningRedirector.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Line_OfABlob_HasEveryField()
    {
        await _server.GetAsync(s_blob + "?ns=x", RunningRedirector.InParis, headers: "User-Agent: containerd/2.0\r\n");
        var line = await OnlyLineAsync();
        line.EnumerateObject().Select(p => p.Name).ShouldBe(
        [
            "time", "method", "path", "status", "rule", "provider", "network", "region", "asn", "country", "repository", "digest", "mirror", "location", "seconds", "userAgent",
        ]);
        line.GetProperty("time").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        Text(line, "method").ShouldBe("GET");
        Text(line, "path").ShouldBe(s_blob);
        line.GetProperty("status").GetInt32().ShouldBe(307);
        Text(line, "rule").ShouldBe("mirror");
        Text(line, "provider").ShouldBe("cloud");
        Text(line, "network").ShouldBe("cloud");
        Text(line, "region").ShouldBe("eu-west-3");
        line.GetProperty("asn").ValueKind.ShouldBe(JsonValueKind.Null);
        line.GetProperty("country").ValueKind.ShouldBe(JsonValueKind.Null);
        Text(line, "repository").ShouldBe("demo/hello");
        Text(line, "digest").ShouldBe(RunningRedirector.Held.Digest.ToString());
        Text(line, "mirror").ShouldBe("cloud-eu-west-3");
        Text(line, "location").ShouldBe(_server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        line.GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        Text(line, "userAgent").ShouldBe("containerd/2.0");
    }

    [Fact]
    public async Task Line_OfAnUnknownClientAndNoBlob_SaysSo()
    {
        await _server.GetAsync("/nothing", method: "POST");
        var line = await OnlyLineAsync();
        Text(line, "method").ShouldBe("POST");
        line.GetProperty("status").GetInt32().ShouldBe(405);
        foreach (var name in new[] { "provider", "network", "region", "mirror", "location" }) line.GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null, name);
        line.TryGetProperty("digest", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Lines_OfAnyClient_HoldNoAddress()
    {
        string[] addresses = ["192.0.2.10", "198.51.100.77", "203.0.113.10", "2001:db8::77", "2001:DB8:0:0:0:0:0:78", "::ffff:192.0.2.11", "::ffff:c000:20c", "[2001:db8::79]:4711"];
        foreach (var address in addresses)
        {
            await _server.GetAsync(s_blob, address, headers: $"X-Real-IP: {address}\r\nForwarded: for=\"{address}\"\r\n");
            await _server.GetAsync("/v2/demo/hello/manifests/v1", $"203.0.113.99, {address}");
            await _server.GetAsync("/v2/a//b", address);
            await _server.GetAsync("/", "garbage " + address);
        }
        var told = string.Join('\n', _server.Narrated.Concat(_server.Log.Messages.Where(message => !message.StartsWith("serving on"))));
        var lines = await _server.StopAndReadAccessLogAsync();
        lines.Length.ShouldBe(4 * addresses.Length);
        var text = WithoutServers(string.Join('\n', lines) + told);
        string[] forms = [.. addresses, "203.0.113.99", "127.0.0.1", "::1", "2001:db8", "192.0.2", "198.51.100", "203.0.113", "c000:20", "garbage"];
        foreach (var form in forms) text.ShouldNotContain(form, Case.Insensitive);
        _server.Log.ShouldBeQuiet();
    }

    [Theory] // each character is one byte on the wire
    [InlineData("a\"b\\c</script>", "a\"b\\c</script>")]
    [InlineData("tab\there", "tab\there")]
    [InlineData("\u00c3\u00a9\u00e2\u0082\u00ac", "é€")]
    [InlineData("esc\u001b[31mred\u0001\u007f", "esc\u001b[31mred\u0001\u007f")]
    public async Task UserAgent_OfOddText_IsOneEscapedString(string sent, string logged)
    {
        (await _server.GetAsync("/v2/", headers: $"User-Agent: {sent}\r\n")).Status.ShouldBe(200);
        var lines = await _server.StopAndReadAccessLogAsync();
        lines.ShouldHaveSingleItem().ShouldAllBe(c => c >= ' ' && c < 0x7F);
        Text(Parse(lines[0]), "userAgent").ShouldBe(logged);
    }

    [Fact]
    public async Task UserAgent_VeryLong_IsCutEvenInTheMiddleOfACharacter()
    {
        var emoji = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("😀"));
        await _server.GetAsync("/v2/", headers: $"User-Agent: {new string('a', 255)}{emoji}{new string('b', 5000)}\r\n");
        var agent = Text(await OnlyLineAsync(), "userAgent")!;
        agent.Length.ShouldBeLessThanOrEqualTo(256);
        agent.ShouldStartWith(new string('a', 255));
        agent.ShouldNotContain('b');
        _server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Lines_NobodyReads_AreKeptUpToSoManyBytesAndWrittenLater()
    {
        using var bench = new CoreBench("upstream: {registry: \"https://registry.example.org\"}");
        var place = bench.State.PlaceOf(0);
        var path = RegistryPath.Parse($"/v2/{new string('a', 8000)}/tags/list");
        var exchange = new Exchange(bench.State, path, 0, place, bench.State.UpstreamOf(place, ""), 0, null);
        using var output = new StalledStream();
        var log = new AccessLog(output, bench.Core.Clock);
        const int lines = 2000; // of some 8 KB each
        for (var i = 0; i < lines; i++) log.Write(new HttpRequestFeature { Method = "GET" }, exchange, new Decision(Rule.NotFound), 404);
        var dropped = log.Dropped;
        output.Release();
        await log.DisposeAsync();
        log.Dropped.ShouldBe(dropped);
        var written = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        written.Length.ShouldBe(lines - (int)dropped);
        output.Length.ShouldBeInRange(AccessLog.MaxBytesWaiting - 16_000, AccessLog.MaxBytesWaiting);
    }

    [Fact]
    public async Task Lines_OfManyRequests_AreOneEach()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _server.GetAsync($"/v2/a{i}/tags/list")));
        var lines = await _server.StopAndReadAccessLogAsync();
        lines.Select(line => Text(Parse(line), "path")!).Order().ShouldBe(Enumerable.Range(0, 50).Select(i => $"/v2/a{i}/tags/list").Order());
    }

    [Fact]
    public async Task Narration_OfEachDecision_SaysWhoWhatAndWhy()
    {
        await _server.GetAsync(s_blob, RunningRedirector.InParis);
        await _server.GetAsync(s_blob, RunningRedirector.Elsewhere);
        await _server.GetAsync("/v2/demo/hello/manifests/v1", RunningRedirector.InParis, method: "HEAD");
        await _server.GetAsync("/v2/a//b");
        var short12 = s_blob[..(s_blob.IndexOf(':') + 13)];
        _server.Narrated.ShouldBe(
        [
            $"GET {short12}...  a client of cloud, eu-west-3: mirror cloud-eu-west-3 holds it -> 307 {_server.Near.UrlOf(RunningRedirector.Held.Digest).OriginalString}",
            $"GET {short12}...  a client of no provider: the policy serves it from the upstream (default) -> 307 {RunningRedirector.BaseOf(_server.Upstream)}{s_blob}",
            $"HEAD /v2/demo/hello/manifests/v1  a client of cloud, eu-west-3: not a blob: always the upstream -> 307 {RunningRedirector.BaseOf(_server.Upstream)}/v2/demo/hello/manifests/v1",
            "GET /v2/a//b  a client of no provider: refused -> 400",
        ]);
    }

    [Fact]
    public async Task Narration_OfATargetWithControlCharacters_HasNone()
    {
        await _server.SendAsync("GET /v2/a\u001b[31mred\rb\tc HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        _server.Narrated.ShouldHaveSingleItem().ShouldStartWith("GET /v2/a?[31mred?b?c  a client of no provider: refused");
    }

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private async Task<JsonElement> OnlyLineAsync() => Parse((await _server.StopAndReadAccessLogAsync()).ShouldHaveSingleItem());

    /// <summary>The servers of the test stand on loopback addresses, and those are in every Location.</summary>
    private string WithoutServers(string text) => text
        .Replace(RunningRedirector.BaseOf(_server.Upstream), "")
        .Replace(_server.Near.BaseAddress.GetLeftPart(UriPartial.Authority), "")
        .Replace(_server.Far.BaseAddress.GetLeftPart(UriPartial.Authority), "");
}
