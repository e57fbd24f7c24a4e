using System.Globalization;
using Fairlead.Networks.Addresses;

namespace Fairlead.SystemTests.Edges;

/// <summary>Requests at random, the same ones for the same seed: those that clients send, and those at the edges of what the rules tell apart. All are HTTP that any server reads.</summary>
/// <param name="seed">Which requests.</param>
internal sealed class RequestGenerator(int seed)
{
    private static readonly string[] s_names =
    [
        "pause", "kube-apiserver", "a/b/c", "autoscaling/vpa-updater", "x__y/z--0.1", $"{EdgePolicy.RepositoryPrefix}/pause", $"{EdgePolicy.RepositoryPrefix}x/pause",
        "deep/prefix/pause", "cn/pause", "blobs", "blobs/blobs", "manifests/referrers", "Upper/Case", "a..b", "a___b", "-a", "a_", new('n', 255), new('n', 256), "v2", "a%41b", "a@b", "a:b",
    ];

    private static readonly string[] s_tags = ["3.10", "latest", "v1.30.0", "sha256-x", "%E2%82%AC", "~", "a=b", "$args", "$", "'", "(x)", "..x", "x.", "sha256:abc"];

    private static readonly string[] s_queries =
    [
        "", "", "", "", "?", "?ns=registry.example.org", "?ns", "?n=100&last=x", "?n=1&ns=a&last=b", "?ns=a&ns=b&n=2&ns=c", "?&ns=x", "?ns=x&", "?&&ns", "?a&&b", "?nsx=1&xns=2&NS=3",
        "?a=%00%2e%2F", "?ns=a&b&ns&c&ns=&d", "?x=$host&y=$1", "??/?", "?a=http://example.org:80/;'()*+,@!~",
    ];

    private static readonly string[] s_oddTargets =
    [
        "/", "/?a=b", "/privacy", "/privacy?x", "/privacy/", "/v2", "/v2/", "/v2?x=1", "/v2/?x", "/v2/_catalog", "/v2/_catalog?n=5", "/v2/_catalog/x", "/v1", "/v1/", "/v1/search", "/v1x", "/v2x", "/V2/", "/V2/pause/manifests/1",
        "//", "//v2/pause/manifests/1", "/v2//pause", "/v2/pause//manifests/1", "/v2/pause/manifests/1/", "/v2/pause/", "/v2/../pause", "/v2/./pause", "/..", "/.", "/...", "/.x", "/v2/...", "/a/..", "/a/.", "/a/./b", "/a/../b", "/a/.../b",
        "/%2e%2e/x", "/v2/%2E/x", "/v2/a%2fb", "/v2/a%2Fb/manifests/1", "/a%25b", "/a%5Cb", "/a%5cb", "/a%00", "/a%1f", "/a%7F", "/a%0d%0aLocation:%20x", "/a%", "/a%4", "/a%zz", "/a%2", "/v2/pause/tags/list%20", "/%41%42",
        "/a\"b", "/a<b>", "/a\\b", "/a^b", "/a`b", "/a{b}", "/a|b", "/a[b]", "/a#b", "/v2/x#/y", "/a?b\"", "/a?b#c", "/a?b\\", "/a?%zz", "/a?%4", "/a\u00e9b", "/a?\u00ff", "/\u007f",
        "http://example.org/v2/pause/manifests/1", "HTTP://example.org/", "/http://example.org/", "/kops", "/kops/", "/kops/beta", "/kops/beta/", "/KOPS/x", "/binaries/kubernetes", "/only$amazon", "/%/", "/%mirror", "/%25mirror", "/%25redirect", "/mirror", "/_/healthz", "/_/healthz?x", "/_/healthz/", "/_/Healthz",
        "/v2/referrers/x", "/v2/manifests/1", "/v2/blobs/x", "/v2/pause", "/v2/pause/blobs/uploads", "/v2/pause/blobs", "/v2/pause/tags/list",
    ];

    /// <summary>Lines that the policy's routes and artifacts ask for, and such as are nearly those; none comes twice, because proxies differ there.</summary>
    private static readonly string[] s_headers =
    [
        "X-Site: oslo\r\nX-Tier: gold\r\n", "x-tier: gold\r\nX-SITE:a \"b\\ $c;\r\n", "X-Site: oslo\r\n", "X-Tier: gold\r\n", "X-Tier: silver\r\n", "X-Site: \t oslo \t\r\nX-Tier: silver\r\n",
        "X-Site: Oslo\r\nX-Tier: gold\r\n", "X-Site: oslo, bergen\r\nX-Tier: silver,gold\r\n", "X-Site:\r\nX-Tier: \r\n", "X_Site: oslo\r\nX_Tier: gold\r\n", "X-Site: default\r\nX-Tier: gold\r\n",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Makes requests.</summary>
    public IEnumerable<EdgeRequest> Make(int count)
    {
        for (var i = 0; i < count; i++) yield return new(Method(), Target(), Host(), ForwardedFor(), _random.Next(4) == 0 ? Any(s_headers) : "");
    }

    private string Method() => _random.Next(20) switch { 0 => "POST", 1 => "DELETE", 2 => "OPTIONS", < 8 => "HEAD", _ => "GET" };

    private string Host() => _random.Next(12) switch
    {
        0 => Any(EdgePolicy.Hosts),
        1 => Any(EdgePolicy.Hosts).ToUpperInvariant(),
        2 => $"{Any(EdgePolicy.Hosts)}:8080",
        3 => $"{Any(EdgePolicy.Hosts)}.",
        4 => $"x.{Any(EdgePolicy.Hosts)}",
        5 => Any(["[2001:db8::1]:8080", "[2001:db8::1]", "[::]", $"{EdgePolicy.Hosts[0]}:", $"{EdgePolicy.Hosts[0]}:8o", "k8s%2eexample.org", "k8s.example.org,a", "[2001:db8::1]a", "[::g]", "!$&'()-._~"]),
        _ => "registry.example.org",
    };

    private string Target() => _random.Next(20) switch
    {
        < 8 => Registry("blobs", _random.Next(10) switch { 0 => "sha256:" + Hex().ToUpperInvariant(), 1 => "sha256:" + Hex()[1..], 2 => "sha512:" + Hex() + Hex(), _ => Digest() }),
        < 10 => Registry("manifests", Digest()),
        < 12 => Registry("manifests", Any(s_tags)),
        < 13 => Registry("manifests", $"sha256-{Hex()}{Any(["", ".sig", ".att", ".sbom", ".cosign", ".sig.sig"])}"),
        < 14 => Registry("referrers", _random.Next(3) == 0 ? Any(s_tags) : Digest()),
        < 15 => $"/v2/{Any(s_names)}/tags/list{Any(s_queries)}",
        < 17 => $"{Any(EdgePolicy.ArtifactPaths)}{Any(["", "1.30/linux/amd64/kubeadm", "a%20b", "x//y", "x/", "..", "$uri", "%2e", "kops/"])}{Any(s_queries)}",
        < 18 => $"/{Noise(_random.Next(1, 40))}",
        < 19 => $"/v2/{new string('l', _random.Next(1, 6000))}/manifests/{Any(s_tags)}{Any(s_queries)}",
        _ => Any(s_oddTargets),
    };

    private string Registry(string collection, string reference) => $"/v2/{Any(s_names)}/{collection}/{reference}{Any(s_queries)}";

    private string Digest() => $"sha256{Any([":", ":", ":", "%3A", "%3a"])}{Hex()}";

    private string Hex() => string.Create(CultureInfo.InvariantCulture, $"{_random.NextInt64():x16}{_random.NextInt64():x16}{_random.NextInt64():x16}{_random.NextInt64():x16}");

    private string Noise(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Any(["a", "b", "/", ".", "%41", "%2E", "?", "&", "ns=x", "$", ";", ":", "v2", "'", "~"])));

    /// <summary>The client, and the one trusted hop behind it; or something that is neither.</summary>
    private string? ForwardedFor() => _random.Next(24) switch
    {
        0 => null,
        1 => Any(["", ",", " , ,", "10.0.0.1", "x, 10.0.0.1", "01.2.3.4, 10.0.0.1", "1.2.3, 10.0.0.1", "1.2.3.4.5, 10.0.0.1", "256.1.1.1, 10.0.0.1", "1..2.3, 10.0.0.1", "::ffff:01.2.3.4, 10.0.0.1", "[1.2.4.1], 10.0.0.1"]),
        2 => Any(["1.2.4.1:, 10.0.0.1", "1.2.4.1:123456, 10.0.0.1", "1.2.4.1:80:80, 10.0.0.1", "1.2.4.1::, 10.0.0.1", "[2a05:d012::1, 10.0.0.1", "2a05:d012::1], 10.0.0.1", "2a05:d012::1%eth0, 10.0.0.1", "2a05:d012:::1, 10.0.0.1", "2a05:d012::g, 10.0.0.1", "1:2:3:4:5:6:7:8:9, 10.0.0.1", "::, 10.0.0.1"]),
        10 => $"{Any([":::ffff:ffff:ffff", "::0::ffff:255.255.255.255", "0:0:0:0:0:0:ffff:ffff:ffff", "00000::ffff:ffff:ffff", "0:0::0:0:0:ffff:ffff:ffff", "0:0:0::0:FFFF:255.255.255.255", "0:0:0:0:0:ffff:ffff:ffff"])}, 10.0.0.1",
        3 => $"3.80.0.1, {Address()}, 10.0.0.1",
        4 => $",, {Address()} ,\t10.0.0.1 ,, ",
        5 => $"{Address()}:4711, 10.0.0.1",
        6 => $"[{AddressV6()}], 10.0.0.1",
        7 => $"[{AddressV6()}]:4711, 10.0.0.1",
        8 => $"::ffff:{AddressV4()}, [2001:db8::1]:80",
        9 => $"{AddressV6().ToString().ToUpperInvariant()}, 10.0.0.1",
        _ => $"{Address()}, 10.0.0.1",
    };

    private IpAddress Address() => _random.Next(3) == 0 ? AddressV6() : AddressV4();

    private IpAddress AddressV4() => AtEdgeOf(Any(EdgePolicy.Prefixes.Where(prefix => prefix.IsIPv4).ToArray()));

    private IpAddress AddressV6() => AtEdgeOf(Any(EdgePolicy.Prefixes.Where(prefix => !prefix.IsIPv4).ToArray()));

    /// <summary>The first address of a block, the last, one in it, or the one before or after it.</summary>
    private IpAddress AtEdgeOf(IpPrefix block) => _random.Next(5) switch
    {
        0 => Moved(block.First, -1),
        1 => block.First,
        2 => Moved(block.First, (int)UInt128.Min((block.Last.Bits - block.First.Bits) / 2, int.MaxValue)),
        3 => block.Last,
        _ => Moved(block.Last, 1),
    };

    private static IpAddress Moved(IpAddress address, int by) => address.IsIPv4
        ? IpAddress.V4(unchecked((uint)address.Bits + (uint)by))
        : IpAddress.V6(unchecked(address.Bits + (UInt128)(Int128)by));

    private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
