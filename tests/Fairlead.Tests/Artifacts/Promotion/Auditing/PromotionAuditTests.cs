using System.Text;
using Fairlead.Artifacts.Promotion.Auditing;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Promotion.Planning;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Auditing;

public sealed class PromotionAuditTests
{
    private static readonly Blob s_a = PlanSamples.BlobOf(1);
    private static readonly Blob s_b = PlanSamples.BlobOf(2);
    private static readonly Blob s_child = PlanSamples.BlobOf(3);
    private static readonly Blob s_signature = PlanSamples.BlobOf(4);
    private static readonly AuditOptions s_unsignedIgnored = new(new SignatureRule(SignatureMode.All)) { Ignored = new HashSet<AuditKind> { AuditKind.Unsigned } };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Audit_MissingAndMoved_AreFoundWithTheirPlaces(bool google)
    {
        await using var registry = await StartAsync(google);
        PlanWorld.Put(registry, "prod/app", s_a, "v1");
        PlanWorld.Put(registry, "prod/app", s_b, "v2");
        var report = await AuditAsync(registry, s_unsignedIgnored, PlanSamples.Image("app", (s_a.Digest, ["v1", "v2", "v3"]), (s_b.Digest, []), (s_child.Digest, [])));
        report.Findings.Select(finding => (finding.Kind, finding.Reference, finding.Wanted, finding.Held, finding.At?.Line)).ShouldBe(
        [
            (AuditKind.Missing, $"{registry.Host}/prod/app@{s_child.Digest}", s_child.Digest, null, 3),
            (AuditKind.Moved, $"{registry.Host}/prod/app:v2", s_a.Digest, s_b.Digest, 1),
            (AuditKind.Missing, $"{registry.Host}/prod/app:v3", s_a.Digest, null, 1),
        ]);
        (report.Edges, report.Repositories, report.Failures.Count, report.IsGood).ShouldBe((5, 1, 0, false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Audit_ExtraTags_AreFoundAndAttachmentsOfWhatBelongsThereAreNone(bool google)
    {
        await using var registry = await StartAsync(google);
        PlanWorld.Put(registry, "prod/app", s_a, "v1");
        PlanWorld.Put(registry, "prod/app", s_b, "stranger");
        PlanWorld.Put(registry, "prod/app", s_child);
        PlanWorld.Put(registry, "prod/app", s_signature, Sig(s_a.Digest), $"sha256-{s_a.Digest.Hex}", Sig(s_child.Digest), Sig(s_b.Digest), Sig(PlanSamples.BlobOf(9).Digest));
        var report = await AuditAsync(registry, s_unsignedIgnored, PlanSamples.Image("app", (s_a.Digest, ["v1"])));
        report.Findings.ShouldAllBe(finding => finding.Kind == AuditKind.Extra && finding.At == null);
        report.Findings.Select(finding => (finding.Tag!, finding.Held)).ShouldBe(
            [("stranger", s_b.Digest), (Sig(s_b.Digest), s_signature.Digest), (Sig(PlanSamples.BlobOf(9).Digest), s_signature.Digest)], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Audit_ExtraRepositories_AreFoundBelowTheRootAlone(bool google)
    {
        await using var registry = await StartAsync(google);
        foreach (var repository in (string[])["prod/app", "prod/app/below", "prod/far/away/deep", "production/app", "other", "prod"]) PlanWorld.Put(registry, repository, s_a, "v1", "v2");
        var report = await AuditAsync(registry, s_unsignedIgnored, PlanSamples.Image("app", (s_a.Digest, ["v1", "v2"])), PlanSamples.Image("none", (s_a.Digest, ["v1"])));
        report.Findings.Select(finding => (finding.Kind, finding.Reference, finding.Tags)).ShouldBe(
        [
            (AuditKind.Extra, $"{registry.Host}/prod/app/below", 2),
            (AuditKind.Extra, $"{registry.Host}/prod/far/away/deep", 2),
            (AuditKind.Missing, $"{registry.Host}/prod/none:v1", null),
        ]);
        report.Unlisted.ShouldBeEmpty();
        registry.Count("GET", "/v2/prod/app/tags/list").ShouldBe(1);
    }

    [Fact]
    public async Task Audit_RegistryWithoutACatalog_IsTold()
    {
        await using var registry = await StartAsync(google: false);
        PlanWorld.Put(registry, "prod/app", s_a, "v1");
        PlanWorld.Put(registry, "prod/stranger", s_a, "v1");
        registry.Manners.Fail(RegistryFault.Status("GET", "/v2/_catalog", 403).Always);
        var report = await AuditAsync(registry, s_unsignedIgnored, PlanSamples.Image("app", (s_a.Digest, ["v1"])));
        report.Unlisted.ShouldBe([registry.Host]);
        report.IsGood.ShouldBeTrue();
    }

    [Theory]
    [InlineData("application/vnd.dev.cosign.artifact.sig.v1+json", true)]
    [InlineData("application/vnd.dev.sigstore.bundle.v0.3+json", true)]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.2", true)]
    [InlineData("application/vnd.cncf.notary.signature", true)]
    [InlineData("application/vnd.dev.cosign.artifact.sbom.v1+json", false)]
    [InlineData("application/spdx+json", false)]
    public async Task Audit_DigestWithAReferrer_IsSignedWhereThatIsASignature(string artifactType, bool isSigned)
    {
        await using var registry = await StartAsync(google: true);
        PlanWorld.Put(registry, "prod/app", s_a, "v1", "v2");
        PlanWorld.Put(registry, "prod/app", s_b, "v3");
        PlanWorld.Put(registry, "prod/app", s_signature, Sig(s_b.Digest));
        var referrer = $$$"""{"schemaVersion":2,"mediaType":"{{{OciMediaType.Manifest}}}","artifactType":"{{{artifactType}}}","config":{},"layers":[],"subject":{"mediaType":"{{{s_a.MediaType}}}","digest":"{{{s_a.Digest}}}","size":{{{s_a.Size}}}}}""";
        PlanWorld.Put(registry, "prod/app", Blob.Of(OciMediaType.Manifest, Encoding.UTF8.GetBytes(referrer)));
        var report = await AuditAsync(registry, new AuditOptions(new SignatureRule(SignatureMode.All)), PlanSamples.Image("app", (s_a.Digest, ["v1", "v2"]), (s_b.Digest, ["v3"]), (s_child.Digest, ["missing"])));
        report.Findings.Where(finding => finding.Kind == AuditKind.Unsigned).Select(finding => finding.Reference).ShouldBe(isSigned ? [] : [$"{registry.Host}/prod/app@{s_a.Digest}"]);
        registry.Count("GET", "/referrers/").ShouldBe(1); // not where there is a .sig tag, and not of what isn't there
    }

    [Fact]
    public async Task Audit_RegistryWithoutReferrers_IsAskedForTheFallbackTagWhereThereIsOne()
    {
        await using var registry = await StartAsync(google: false);
        registry.Server.HasReferrers = false;
        PlanWorld.Put(registry, "prod/app", s_a, "v1");
        PlanWorld.Put(registry, "prod/app", s_b, "v2");
        var index = $$$"""{"schemaVersion":2,"mediaType":"{{{OciMediaType.Index}}}","manifests":[{"mediaType":"{{{OciMediaType.Manifest}}}","digest":"{{{s_signature.Digest}}}","size":7,"artifactType":"application/vnd.cncf.notary.signature"}]}""";
        PlanWorld.Put(registry, "prod/app", Blob.Of(OciMediaType.Index, Encoding.UTF8.GetBytes(index)), $"sha256-{s_a.Digest.Hex}");
        var report = await AuditAsync(registry, new AuditOptions(new SignatureRule(SignatureMode.All)), PlanSamples.Image("app", (s_a.Digest, ["v1"]), (s_b.Digest, ["v2"])));
        report.Findings.ShouldHaveSingleItem().Reference.ShouldBe($"{registry.Host}/prod/app@{s_b.Digest}");
    }

    [Theory]
    [InlineData(SignatureMode.None, null, 0)]
    [InlineData(SignatureMode.Canonical, "elsewhere.example", 0)]
    [InlineData(SignatureMode.All, null, 1)]
    public async Task Audit_UnsignedDigests_CountWhereSignaturesGo(SignatureMode mode, string? host, int expected)
    {
        await using var registry = await StartAsync(google: true);
        PlanWorld.Put(registry, "prod/app", s_a, "v1");
        var report = await AuditAsync(registry, new AuditOptions(new SignatureRule(mode, host)), PlanSamples.Image("app", (s_a.Digest, ["v1"])));
        report.Count(AuditKind.Unsigned).ShouldBe(expected);
        registry.Count("GET", "/referrers/").ShouldBe(expected);
    }

    [Fact]
    public async Task Audit_IgnoredKinds_AreNeitherFoundNorAskedFor()
    {
        await using var registry = await StartAsync(google: true);
        PlanWorld.Put(registry, "prod/app", s_a, "v1", "extra");
        PlanWorld.Put(registry, "prod/stranger", s_a, "v1");
        var image = PlanSamples.Image("app", (s_b.Digest, ["v1", "v2"]), (s_a.Digest, []));
        foreach (var kind in AuditKinds.All)
        {
            registry.Manners.Forget();
            var report = await AuditAsync(registry, new AuditOptions(new SignatureRule(SignatureMode.All)) { Ignored = AuditKinds.All.Where(other => other != kind).ToHashSet() }, image);
            report.Findings.Select(finding => finding.Kind).Distinct().ShouldBe([kind]);
            if (kind is AuditKind.Missing or AuditKind.Moved) registry.Seen.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Audit_HostThatIsDown_IsAFailureAndTheOthersAreLookedAt()
    {
        await using var registry = await StartAsync(google: true);
        await using var down = await StartAsync(google: true);
        await down.Server.StopAsync();
        var manifest = PlanSamples.Manifest("m", "source.invalid/stage", [$"{registry.Host}/prod", $"{down.Host}/prod"], PlanSamples.Image("app", (s_a.Digest, ["v1", "v2"])));
        using var clients = new RegistryClients(new RegistryClientOptions { PlainHttp = new HashSet<string> { registry.Host, down.Host } }, new HurriedTime());
        var report = await new PromotionAudit(clients, s_unsignedIgnored, TimeProvider.System).AuditAsync([manifest], new PlanLog(), TestContext.Current.CancellationToken);
        report.Findings.Select(finding => finding.Reference).ShouldBe([$"{registry.Host}/prod/app:v1", $"{registry.Host}/prod/app:v2"]);
        report.Failures.Select(failure => (failure.Repository, failure.Edges)).ShouldBe([($"{down.Host}/prod", 0L), ($"{down.Host}/prod/app", 2L)]);
    }

    private static string Sig(Digest digest) => $"sha256-{digest.Hex}.sig";

    private static async Task<FakeRegistry> StartAsync(bool google)
    {
        var registry = await FakeRegistry.StartAsync();
        if (google) GoogleListing.Of(registry);
        return registry;
    }

    private static async Task<AuditReport> AuditAsync(FakeRegistry registry, AuditOptions options, params ManifestImage[] images)
    {
        // The source can't be reached, and needs not be.
        var manifest = PlanSamples.Manifest("m", "source.invalid/stage", [$"{registry.Host}/prod"], images);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        return await new PromotionAudit(clients, options, TimeProvider.System).AuditAsync([manifest], new PlanLog(), TestContext.Current.CancellationToken);
    }
}
