using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Request rule 7 on targets put together at random from what attackers use.</summary>
public sealed class TargetPropertyTests
{
    private const int Targets = 100_000;
    private const string Upstream = "https://upstream.example";

    private static readonly string[] s_parts =
    [
        "/", "/", "/", "v2", "v1", "a", "pause", "blobs", "manifests", "referrers", "tags/list", "_catalog", "prefix", SampleDigest.Text, "sha256%3A" + SampleDigest.Hex,
        ".", "..", "//", "%2e", "%2E%2e", "%2f", "%5C", "\\", "%00", "%0d%0a", "\r", "\n", "\t", " ", "\0", "%", "%zz", "%25", "%41", "%C3%A9", "é", "\u2028", "\ud800",
        "?", "&", "ns=", "ns", "=", "#", "@", ":", "@evil.example", "http://evil.example", "[", "]", "\"", "<", ">", "'", ";", "^", "`", "{", "|", "}", "~",
    ];

    [Fact]
    public void Parse_AnyTarget_IsRefusedOrMakesALocationAtTheUpstream()
    {
        var random = new Random(7);
        var passed = 0;
        for (var i = 0; i < Targets; i++)
        {
            var target = Target(random);
            var path = RegistryPath.Parse(target);
            if (path.Kind == PathKind.Refused) continue;
            passed++;
            target.All(c => c > ' ' && c < 0x7F && !"\"<>\\^`{|}#".Contains(c)).ShouldBeTrue(target);
            ShouldLeadTo("upstream.example", UpstreamUrl.For(Upstream, "prefix/sub", path), target);
            ShouldLeadTo("files.example", "https://files.example" + target, target);
        }
        passed.ShouldBeInRange(Targets / 20, Targets, "a test of nothing but refusals would prove little");
    }

    /// <summary>The rule on paths is written twice: for requests, and with a reason for each fault for a policy's paths.</summary>
    [Fact]
    public void Parse_PathOfArtifacts_IsRefusedInBothOrNeither()
    {
        var random = new Random(8);
        for (var i = 0; i < Targets; i++)
        {
            var path = Target(random);
            if (path.Contains('?') || path.StartsWith("/v1", StringComparison.Ordinal) || path.StartsWith("/v2", StringComparison.Ordinal)) continue;
            ArtifactPath.IsValid(path, out _).ShouldBe(RegistryPath.Parse(path).Kind != PathKind.Refused, path);
        }
    }

    private static string Target(Random random)
    {
        var parts = Enumerable.Range(0, random.Next(1, 9)).Select(_ => s_parts[random.Next(s_parts.Length)]);
        return (random.Next(4) == 0 ? "" : random.Next(2) == 0 ? "/" : "/v2/") + string.Concat(parts);
    }

    private static void ShouldLeadTo(string host, string location, string target)
    {
        Uri.TryCreate(location, UriKind.Absolute, out var uri).ShouldBeTrue(target);
        uri!.Host.ShouldBe(host, target);
        uri.UserInfo.ShouldBeEmpty(target);
        uri.Fragment.ShouldBeEmpty(target);
        // Whoever puts the path in its normal form gets the same path: nothing climbs out of where it was sent.
        uri.AbsolutePath.Count(c => c == '/').ShouldBe(location.Split('?')[0].Count(c => c == '/') - "//".Length, target);
    }
}
