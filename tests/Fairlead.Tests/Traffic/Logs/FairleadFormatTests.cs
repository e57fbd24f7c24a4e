using System.Text;
using Fairlead.Demo.Images;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

/// <summary>The redirector's own log: what it writes is read.</summary>
public sealed class FairleadFormatTests
{
    private const string Line = """
        {"time":"2026-10-10T13:55:36.1234567+00:00","method":"GET","path":"/v2/k8s/pause/blobs/sha256:00","status":307,"rule":"mirror","provider":"amazon","network":"aws","region":"eu-west-3","asn":16509,"country":"FR","repository":"k8s/pause","digest":"sha256:00","mirror":"amazon-eu-west-3","location":"https://b.s3.eu-west-3.amazonaws.com/sha256:00","seconds":0.0001,"userAgent":"containerd/2.0"}
        """;

    [Fact]
    public void Read_Line_IsARequestWithFacts() => Read(Line).ShouldBe(new ReadLine(
        LineOutcome.Request, DateTimeOffset.Parse("2026-10-10T13:55:36Z"), RequestMethod.Get, 307, 0, null, "amazon-eu-west-3", "/v2/k8s/pause/blobs/sha256:00", "")
    {
        Facts = "amazon aws eu-west-3 16509 FR",
    });

    [Theory]
    [InlineData("mirror", "\"m\"", "https://a.example.org/x", "m")]
    [InlineData("upstream", "null", "https://a.example.org/x", "a.example.org")]
    [InlineData("upstream-not-held", "null", "https://A.example.org:8443/x", "A.example.org")]
    [InlineData("signatures", "null", "https://s.example.org", "s.example.org")]
    [InlineData("artifact", "null", "https://f.example.org/kops/x", "f.example.org")]
    [InlineData("provider-registry", "null", "https://r.example.org/x", "r.example.org")]
    [InlineData("fallback", "null", "https://a.example.org/x", "a.example.org")]
    [InlineData("info", "null", "https://pages.example.org/x", "")]
    [InlineData("privacy", "null", "https://pages.example.org/x", "")]
    [InlineData("ping", "null", null, "")]
    public void Read_Backend_IsTheMirrorOrTheLocationsHost(string rule, string mirror, string? location, string backend)
    {
        var at = location is null ? "null" : $"\"{location}\"";
        Read($$"""{"time":"2026-10-10T13:55:36Z","status":307,"rule":"{{rule}}","mirror":{{mirror}},"location":{{at}}}""").Backend.ShouldBe(backend);
    }

    [Theory]
    [InlineData("not JSON", "JSON")]
    [InlineData("{}", "rule")]
    [InlineData("""{"time":"2026-10-10T13:55:36Z","status":200}""", "rule")]
    [InlineData("""{"rule":"ping","status":200}""", "time")]
    [InlineData("""{"rule":"ping","time":"2026-10-10T13:55:36Z"}""", "status")]
    [InlineData("""{"rule":"ping","time":"2026-10-10T13:55:36Z","status":0}""", "status")]
    [InlineData("""{"rule":"ping","time":"2026-10-10T13:55:36Z","status":200}}""", "damaged")]
    [InlineData("""{"rule":"\udc00\ud800"}""", "damaged")]
    public void Read_WhatIsNoLine_IsBadAndSaysWhy(string line, string word) => Read(line).Problem!.ShouldContain(word);

    [Theory]
    [InlineData("4294967295", "4294967295")]
    [InlineData("4294967296", "0")]
    [InlineData("-1", "0")]
    [InlineData("\"x\"", "0")]
    [InlineData("{\"asn\":5}", "0")]
    public void Read_Asn_IsTakenWhereItIsOne(string json, string asn) =>
        Read($$"""{"time":"2026-10-10T13:55:36Z","status":200,"rule":"ping","asn":{{json}}}""").Facts!.Trim().ShouldBe(asn);

    [Fact]
    public void Read_LineCutAtEveryByte_IsBad()
    {
        for (var length = 1; length < Line.Length; length++) Read(Line[..length]).Outcome.ShouldBe(LineOutcome.Bad, $"{length} bytes");
        Read("").Outcome.ShouldBe(LineOutcome.Ignored);
    }

    [Fact]
    public void Read_LineAsItShouldBe_AllocatesNothing()
    {
        var format = new FairleadFormat();
        var line = Encoding.UTF8.GetBytes(Line.Replace("/pause/", "/pause\\u002B/"));
        Allocations.Of(() =>
        {
            LogRecord record = default;
            format.Read(line, ref record);
        }).ShouldBe(0);
    }

    [Fact]
    public async Task Read_WhatTheRedirectorWrites_IsWhatItDid()
    {
        await using var server = await RunningRedirector.StartAsync();
        var blob = $"/v2/{DemoImage.Repository}/blobs/{RunningRedirector.Held.Digest}";
        await server.GetAsync(blob + "?ns=x", RunningRedirector.InParis, headers: "User-Agent: a\"b\\c\u0001\u00c3\u00a9\r\n");
        await server.GetAsync(blob, RunningRedirector.Elsewhere, method: "HEAD");
        await server.GetAsync("/v2/a+b'c/tags/list", RunningRedirector.InVirginia);
        await server.GetAsync("/nothing", method: "POST");
        await server.GetAsync("/v2/");
        await server.GetAsync("/v2/a\u0001//b");
        var lines = (await server.StopAndReadAccessLogAsync()).Select(Read).ToList();

        lines.ShouldAllBe(line => line.Outcome == LineOutcome.Request && line.Client == null && line.Bytes == 0 && line.RequestId == "");
        lines.Select(line => (line.Method, line.Status, line.Backend, line.Target, line.Facts)).ShouldBe(
        [
            (RequestMethod.Get, 307, "cloud-eu-west-3", blob, "cloud cloud eu-west-3 0 "),
            (RequestMethod.Head, 307, "127.0.0.1", blob, "   0 "),
            (RequestMethod.Get, 307, "127.0.0.1", "/v2/a+b'c/tags/list", "cloud cloud us-east-1 0 "),
            (RequestMethod.Other, 405, "", "/nothing", "   0 "),
            (RequestMethod.Get, 200, "", "/v2/", "   0 "),
            (RequestMethod.Get, 400, "", "/v2/a\u0001//b", "   0 "),
        ], ignoreOrder: true);
        lines.ShouldAllBe(line => line.Time > DateTimeOffset.UnixEpoch);
    }

    private static ReadLine Read(string line) => ReadLine.By(new FairleadFormat(), line);
}
