using Fairlead.Artifacts.Probing;
using Fairlead.Artifacts.Probing.Deployments;

namespace Fairlead.Tests.Artifacts.Probing.Deployments;

public sealed class RouteDifferenceTests
{
    private static readonly ProbedImage s_image = new("a", "v1", Digest: null);
    private static readonly RouteTaken s_route = new(307, "near.example", "near.example", 200, []) { Rule = "mirror" };

    [Fact]
    public void Of_TheSame_IsNothing() => Of(s_route, s_route).ShouldBeEmpty();

    [Fact]
    public void Of_Everything_IsToldOnceEach()
    {
        Of(s_route, s_route with { Status = 302 }).ShouldBe(["status: 307 302"]);
        Of(s_route, s_route with { Status = null }).ShouldBe(["status: 307 none"]);
        Of(s_route, s_route with { Rule = "upstream" }).ShouldBe(["rule: mirror upstream"]);
        Of(s_route, s_route with { EndStatus = 404 }).ShouldBe(["answer: 200 404"]);
        Of(s_route, s_route with { To = "far.example", End = "far.example" }).ShouldBe(["host: near.example far.example"]);
        Of(s_route, s_route with { End = "bucket.example" }).ShouldBe(["end: near.example bucket.example"]);
    }

    [Fact]
    public void Of_RuleThatIsKnownOfOneAlone_IsNothing()
    {
        Of(s_route, s_route with { Rule = null }).ShouldBeEmpty();
        Of(s_route with { Rule = null }, s_route).ShouldBeEmpty();
    }

    [Fact]
    public void Of_OtherManifest_IsItsDigest()
    {
        var (one, other) = (new PathProbe("/v2/a/manifests/v1", "", s_route, []) { Content = "sha256:1" }, new PathProbe("/v2/a/manifests/v1", "", s_route, []) { Content = "sha256:2" });
        RouteDifference.Of(new ImageProbe(s_image, [one]), new ImageProbe(s_image, [other])).Select(Text).ShouldBe(["content: sha256:1 sha256:2"]);
    }

    [Fact]
    public void Of_PathThatOneAloneWasAskedFor_IsNothing() =>
        RouteDifference.Of(new ImageProbe(s_image, [new PathProbe("/v2/a/blobs/1", "", s_route, [])]), new ImageProbe(s_image, [])).ShouldBeEmpty();

    /// <summary>A wrong byte of a blob is on the same route.</summary>
    [Fact]
    public void Of_CheckThatFailsAtOneAlone_IsTheChecks()
    {
        ProbeCheck Digest(CheckStatus status) => new(CheckName.Digest, status, TimeSpan.Zero);
        var (right, wrong) = (new PathProbe("/x", "", s_route, [Digest(CheckStatus.Passed)]), new PathProbe("/x", "", s_route, [Digest(CheckStatus.Failed)]));
        Of(right, wrong).ShouldBe(["checks: none digest"]);
        Of(wrong, right).ShouldBe(["checks: digest none"]);
        Of(wrong, wrong).ShouldBeEmpty();
        Of(right, wrong with { Route = s_route with { EndStatus = 404 } }).ShouldBe(["answer: 200 404"], "that says it");
    }

    [Fact]
    public void Kinds_All_AreInTheOrderInWhichTheyAreTold() => Of(
        new PathProbe("/x", "", s_route, []) { Content = "1" },
        new PathProbe("/x", "", new RouteTaken(302, "near.example", "far.example", 404, []) { Rule = "other" }, []) { Content = "2" })
        .Concat(Of(s_route, s_route with { To = "far.example" }))
        .Select(text => text[..text.IndexOf(':', StringComparison.Ordinal)]).Append("checks").ShouldBe(RouteDifference.Kinds, ignoreOrder: true);

    private static string Text(RouteDifference difference) => $"{difference.What}: {difference.Target ?? "none"} {difference.Against ?? "none"}";

    private static IEnumerable<string> Of(PathProbe target, PathProbe against) => RouteDifference.Of(new ImageProbe(s_image, [target]), new ImageProbe(s_image, [against])).Select(Text);

    private static IEnumerable<string> Of(RouteTaken target, RouteTaken against) =>
        RouteDifference.Of(new ImageProbe(s_image, [new PathProbe("/x", "", target, [])]), new ImageProbe(s_image, [new PathProbe("/x", "", against, [])])).Select(Text);
}
