using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Edges;

/// <summary>Request rule 8 at nginx and HAProxy, beside <c>serve</c>: headers in one line and in several.</summary>
public sealed class EdgeClientAddressTests
{
    private static readonly string[] s_forwarded =
    [
        "Forwarded: for=198.51.100.7;proto=http, for=10.0.0.1", "Forwarded: proto=http;For=\"[2001:db8:5::1]:4711\", for=\"a,b\\\"c\"", "Forwarded: by=198.51.100.7, for=10.0.0.1",
        "Forwarded: for=\"198.51.100.7, for=10.0.0.1\"", "Forwarded: for=198.51.100.7, , for=10.0.0.1 ,", "Forwarded: for=x",
    ];

    private static readonly string[] s_realIp = ["X-Real-IP: 198.51.100.7, 10.0.0.1", "X-Real-IP: 198.51.100.7", "X-Forwarded-For: 198.51.100.7, 10.0.0.1"];

    private static readonly string[] s_severalForwarded = ["Forwarded: for=198.51.100.7\r\nforwarded: for=10.0.0.1", "Forwarded: for=198.51.100.7, for=10.0.0.1\r\nForwarded: ,"];

    private static readonly string[] s_severalRealIp = ["X-Real-IP: 198.51.100.7\r\nx-real-ip: 10.0.0.1"];

    private static readonly string[] s_forwardedFor =
    [
        "X-Forwarded-For: 198.51.100.7, 10.0.0.1", "X-Forwarded-For: 198.51.100.7\r\nx-forwarded-for: ,10.0.0.1", "X-Forwarded-For: 198.51.100.7, 10.0.0.1\r\nX-Forwarded-For:", "X-Forwarded-For: 198.51.100.7,,\r\nX-A: b\r\nX-Forwarded-For: 10.0.0.1,",
        "X-Forwarded-For-X: 198.51.100.7\r\nX-Forwarded-For: 10.0.0.1", "X-A: x-forwarded-for: 198.51.100.7, 10.0.0.1", "X-Forwarded-For: 198.51.100.7 10.0.0.1, 10.0.0.1", "X-Forwarded-For: , 2001:db8:5::1 ,, 10.0.0.1 ,\t",
    ];

    public static TheoryData<string, int, string[]> OfNginxWithTheModule { get; } = new()
    {
        { "forwarded", 1, [.. s_forwarded, .. s_severalForwarded] }, { "x-real-ip", 1, [.. s_realIp, .. s_severalRealIp] },
    };

    public static TheoryData<string, int, string[]> OfHaproxy { get; } = new()
    {
        { "x-forwarded-for", 1, s_forwardedFor }, { "x-real-ip", 1, [.. s_realIp, .. s_severalRealIp] },
        { "x-forwarded-for", 16, ["X-Forwarded-For: 198.51.100.7" + string.Concat(Enumerable.Repeat(", 10.0.0.1", 16)), "X-Forwarded-For: 198.51.100.7" + string.Concat(Enumerable.Repeat(", 10.0.0.1", 15))] },
    };

    /// <summary>The row of the table: before nginx 1.23 it has the first line alone, and so misses the entry before the last; since then it has all.</summary>
    [Theory]
    [InlineData("forwarded")]
    [InlineData("x-real-ip")]
    public async Task Nginx_OneLine_IsAnsweredAsByServe_AndSeveralAreNot(string from)
    {
        var (one, several) = from == "forwarded" ? (s_forwarded, s_severalForwarded[0]) : (s_realIp, s_severalRealIp[0]);
        using var directory = new TempDirectory();
        var policy = Policy(directory, from, hops: 1);
        await using var serve = await FairleadServer.StartFromAsync(policy, new FairleadOptions { AssumePresent = true });
        await using var nginx = await NginxEdge.StartAsync(policy, "--assume-present");

        (await EdgeComparison.CompareAsync(serve.Data, nginx.Url, one.Select(Request))).ShouldBeEmpty();
        var row = (await EdgeComparison.CompareAsync(serve.Data, nginx.Url, [Request(several)])).ShouldHaveSingleItem();
        (row.Expected, row.Actual).ShouldBe(($"307 https://far.example.org/sha256:{new string('a', 64)}", $"307 https://upstream.example.org/v2/pause/blobs/sha256:{new string('a', 64)}"));
    }

    [Theory]
    [MemberData(nameof(OfNginxWithTheModule))]
    public async Task NginxModule_AnyLines_AreAnsweredAsByServe(string from, int hops, string[] headers)
    {
        using var directory = new TempDirectory();
        var policy = Policy(directory, from, hops);
        await using var serve = await FairleadServer.StartFromAsync(policy, new FairleadOptions { AssumePresent = true });
        await using var nginx = await NginxEdge.StartAsync(policy, "--assume-present", "--njs");

        (await EdgeComparison.CompareAsync(serve.Data, nginx.Url, headers.Select(Request))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OfHaproxy))]
    public async Task Haproxy_AnyLines_AreAnsweredAsByServe(string from, int hops, string[] headers)
    {
        using var directory = new TempDirectory();
        var policy = Policy(directory, from, hops);
        await using var serve = await FairleadServer.StartFromAsync(policy, new FairleadOptions { AssumePresent = true });
        await using var haproxy = await HaproxyServer.StartAsync(policy);

        (await EdgeComparison.CompareAsync(serve.Data, haproxy.Url, headers.Select(Request))).ShouldBeEmpty();
    }

    private static EdgeRequest Request(string headers) => new("GET", $"/v2/pause/blobs/sha256:{new string('a', 64)}", "registry.example.org", null, headers + "\r\n");

    private static string Policy(TempDirectory directory, string from, int hops) => directory.Write("policy.yaml", $$"""
        upstream: {registry: "https://upstream.example.org"}
        clientAddress: {from: {{from}}, trustedProxies: [127.0.0.0/8], trustedHops: {{hops}}}
        providers: [{name: there, cidrs: [198.51.100.0/24, "2001:db8:5::/48"], mirrors: [{name: far, url: "https://far.example.org/{digest}"}]}]
        """);
}
