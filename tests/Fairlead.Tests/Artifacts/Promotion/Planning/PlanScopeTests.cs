using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Tests.Artifacts.Promotion.Recording;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

public sealed class PlanScopeTests
{
    private static readonly string s_hex = SampleRun.DigestOf("app").Hex;

    private static readonly PromotionManifest s_manifest = new(
        "a",
        new PromotionRegistry(SampleRun.Staging, true, null, default),
        [new PromotionRegistry(SampleRun.Asia, false, null, default)],
        [
            new ManifestImage("app", [new ManifestDigest(SampleRun.DigestOf("app"), [new ManifestTag("v1", default)], default)], default),
            new ManifestImage("bare", [new ManifestDigest(SampleRun.DigestOf("bare"), [], default)], default),
        ]);

    [Fact]
    public void Beyond_WhatIsAskedFor_IsNothing() => Beyond(SampleRun.Plan(
        SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy), SampleRun.Edge("bare", null, SampleRun.Asia, EdgeAction.Present)) with
    {
        Attachments = [new PlanAttachment("app", SampleRun.DigestOf("sig"), $"sha256-{s_hex}.sig", SampleRun.Staging, SampleRun.Asia)],
    }).ShouldBeEmpty();

    [Fact]
    public void Beyond_OtherTagDestinationDigestOrSource_IsEach()
    {
        var good = SampleRun.Edge("app", "v1", SampleRun.Asia, EdgeAction.Copy);
        PlanEdge[] edges = [good with { Tag = "v2" }, good with { Tag = null }, good with { To = SampleRun.Europe }, good with { Digest = SampleRun.DigestOf("evil") }, good with { From = SampleRun.Europe }, good with { Image = "other" }, good];
        Beyond(SampleRun.Plan(edges)).Count().ShouldBe(6);
        Beyond(SampleRun.Plan(edges)).First().ShouldBe($"asia.example.org/prod/app:v2 as {good.Digest} from staging.example.org/app");
    }

    [Theory]
    [InlineData("app", "v2")] // a tag of its own, and no attachment
    [InlineData("other", null)]
    public void Beyond_OtherAttachments_AreEach(string image, string? tag) =>
        Beyond(SampleRun.Plan() with { Attachments = [new PlanAttachment(image, SampleRun.DigestOf("sig"), tag ?? $"sha256-{s_hex}.sig", SampleRun.Staging, SampleRun.Asia)] }).Count().ShouldBe(1);

    private static IEnumerable<string> Beyond(PromotionPlan plan) => new PlanScope([s_manifest]).Beyond(plan);
}
