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

    private static string Text(RouteDifference difference) => $"{difference.What}: {difference.Target ?? "none"} {difference.Against ?? "none"}";

    private static IEnumerable<string> Of(RouteTaken target, RouteTaken against) =>
        RouteDifference.Of(new ImageProbe(s_image, [new PathProbe("/x", "", target, [])]), new ImageProbe(s_image, [new PathProbe("/x", "", against, [])])).Select(Text);
}
