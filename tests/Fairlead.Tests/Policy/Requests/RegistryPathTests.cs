using Fairlead.Formats.Oci;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>What a target asks for: request rules 2 to 6, 13 and 14.</summary>
public sealed class RegistryPathTests
{
    private const string D = SampleDigest.Text;
    private const string Hex = SampleDigest.Hex;

    [Theory]
    [InlineData("/", PathKind.Root)]
    [InlineData("/?x=1", PathKind.Root)]
    [InlineData("/privacy", PathKind.Privacy)]
    [InlineData("/privacy/", PathKind.Other)]
    [InlineData("/v2", PathKind.Ping)]
    [InlineData("/v2/", PathKind.Ping)]
    [InlineData("/v2/?ns=docker.io", PathKind.Ping)]
    [InlineData("/v2/_catalog", PathKind.Catalog)]
    [InlineData("/v2/_catalog?n=100", PathKind.Catalog)]
    [InlineData("/v1", PathKind.V1)]
    [InlineData("/v1/", PathKind.V1)]
    [InlineData("/v1/search?q=x", PathKind.V1)]
    [InlineData("/v10/x", PathKind.Other)]
    [InlineData("/v2x/", PathKind.Other)]
    [InlineData("/V2/", PathKind.Other)]
    [InlineData("/kops/1.30/linux/amd64/kops", PathKind.Other)]
    [InlineData("/kops/", PathKind.Other)]
    [InlineData("/v2/_catalog/x", PathKind.Registry)]
    [InlineData("/v2/pause", PathKind.Registry)]
    [InlineData("/v2/pause/tags/list", PathKind.Registry)]
    [InlineData("/v2/pause/manifests/3.10", PathKind.Registry)]
    [InlineData("/v2/pause/blobs/uploads", PathKind.Registry)]
    public void Parse_PathOfARule_HasItsKind(string target, PathKind kind) => RegistryPath.Parse(target).Kind.ShouldBe(kind);

    [Theory] // rule 5
    [InlineData("/v2/pause/blobs/" + D, "pause")]
    [InlineData("/v2/pause/blobs/sha256%3A" + Hex, "pause")]
    [InlineData("/v2/pause/blobs/sha256%3a" + Hex, "pause")]
    [InlineData("/v2/pause/blobs/" + D + "?ns=x&a=b", "pause")]
    [InlineData("/v2/a/b/c/blobs/" + D, "a/b/c")]
    [InlineData("/v2/blobs/blobs/" + D, "blobs")]
    [InlineData("/v2/a/blobs/b/manifests/blobs/" + D, "a/blobs/b/manifests")]
    [InlineData("/v2/a/manifests/latest/blobs/" + D, "a/manifests/latest")]
    public void Parse_BlobByDigest_IsABlobOfItsRepository(string target, string repository)
    {
        var path = RegistryPath.Parse(target);
        path.Kind.ShouldBe(PathKind.Blob);
        path.Digest.ShouldBe(Digest.Parse(D));
        path.Repository.ToString().ShouldBe(repository);
    }

    [Theory] // rule 6
    [InlineData("/v2/pause/manifests/" + D, "pause")]
    [InlineData("/v2/pause/manifests/sha256%3A" + Hex, "pause")]
    [InlineData("/v2/a/blobs/manifests/" + D, "a/blobs")]
    public void Parse_ManifestByDigest_IsOneOfItsRepository(string target, string repository)
    {
        var path = RegistryPath.Parse(target);
        path.Kind.ShouldBe(PathKind.ManifestByDigest);
        path.Digest.ShouldBe(Digest.Parse(D));
        path.Repository.ToString().ShouldBe(repository);
    }

    public static TheoryData<string> OddDigests => new(
        "sha256:" + Hex.ToUpperInvariant(),
        "SHA256:" + Hex,
        "sha256:" + Hex[1..],
        "sha256:" + Hex + "0",
        "sha256:" + new string('a', 10_000),
        "sha256:",
        "sha256:" + Hex[1..] + "g",
        "sha512:" + Hex + Hex,
        "sha256-" + Hex + ":",
        "sha256%3B" + Hex,
        "sha256%3A%3A" + Hex,
        "sha256:%30" + Hex[1..],
        Hex,
        ":" + Hex);

    [Theory] // rule 5: anything else in the digest's place goes to the upstream and never reaches a mirror
    [MemberData(nameof(OddDigests))]
    public void Parse_OddDigest_IsForTheUpstream(string digest)
    {
        RegistryPath.Parse($"/v2/pause/blobs/{digest}").Kind.ShouldBe(PathKind.Registry);
        RegistryPath.Parse($"/v2/pause/manifests/{digest}").Kind.ShouldBe(PathKind.Registry);
    }

    public static TheoryData<string> OddNames => new("UPPER", "a..b", "-a", "a-", "a___b", "a%41", "a:b", "a@b", "a/b_", new string('a', 256));

    [Theory]
    [MemberData(nameof(OddNames))]
    public void Parse_NameThatNoRegistryHas_IsForTheUpstream(string name)
    {
        RegistryPath.Parse($"/v2/{name}/blobs/{D}").Kind.ShouldBe(PathKind.Registry);
        RegistryPath.Parse($"/v2/{name}/manifests/{D}").Kind.ShouldBe(PathKind.Registry);
    }

    [Theory]
    [InlineData("/v2/blobs/" + D)]
    [InlineData("/v2/manifests/" + D)]
    [InlineData("/v2/pauseblobs/" + D)]
    [InlineData("/v2/pause/blobs/x/" + D)]
    [InlineData("/v2/pause/Blobs/" + D)]
    public void Parse_DigestElsewhere_IsForTheUpstream(string target) => RegistryPath.Parse(target).Kind.ShouldBe(PathKind.Registry);

    [Theory] // rule 6: cosign's tags, the referrers call, and its fallback tag
    [InlineData("/v2/pause/manifests/sha256-" + Hex + ".sig")]
    [InlineData("/v2/pause/manifests/sha256-" + Hex + ".att")]
    [InlineData("/v2/pause/manifests/sha256-" + Hex + ".sbom")]
    [InlineData("/v2/pause/manifests/sha256-" + Hex)]
    [InlineData("/v2/pause/referrers/" + D)]
    [InlineData("/v2/a/b/referrers/" + D + "?artifactType=x")]
    [InlineData("/v2/pause/referrers/sha512:" + Hex + Hex)]
    public void Parse_WhatAsksForSignatures_IsThat(string target) => RegistryPath.Parse(target).Kind.ShouldBe(PathKind.Signature);

    [Theory]
    [InlineData("/v2/pause/manifests/sha256-" + Hex + ".sigs")]
    [InlineData("/v2/pause/manifests/sha256-" + Hex + "sig")]
    [InlineData("/v2/pause/manifests/sha256-" + Hex + "0.sig")]
    [InlineData("/v2/pause/manifests/sha256-0123.sig")]
    [InlineData("/v2/pause/manifests/SHA256-" + Hex)]
    [InlineData("/v2/pause/blobs/sha256-" + Hex)]
    [InlineData("/v2/referrers/" + D)]
    public void Parse_WhatOnlyLooksLikeASignature_IsForTheUpstream(string target) => RegistryPath.Parse(target).Kind.ShouldBe(PathKind.Registry);

    [Theory]
    [InlineData("/v2/pause/tags/list?n=2&last=a?b/c", "/v2/pause/tags/list", "n=2&last=a?b/c", "pause/tags/list")]
    [InlineData("/v2/pause/tags/list?", "/v2/pause/tags/list", "", "pause/tags/list")]
    [InlineData("/kops/x", "/kops/x", "", "")]
    [InlineData("/v2", "/v2", "", "")]
    [InlineData("/v2/", "/v2/", "", "")]
    public void Parse_Target_IsSplitAtItsFirstQuestionMark(string target, string path, string query, string afterRoot)
    {
        var parsed = RegistryPath.Parse(target);
        parsed.Target.ShouldBe(target);
        parsed.Path.ToString().ShouldBe(path);
        parsed.Query.ToString().ShouldBe(query);
        parsed.AfterApiRoot.ToString().ShouldBe(afterRoot);
    }

    [Theory] // rule 14: whose errors are the OCI body
    [InlineData("/v2", true)]
    [InlineData("/v2?x", true)]
    [InlineData("/v2/", true)]
    [InlineData("/v2/a//b", true)]
    [InlineData("/v2/%00", true)]
    [InlineData("/v2x", false)]
    [InlineData("/v1/", false)]
    [InlineData("", false)]
    [InlineData("http://host/v2/", false)]
    public void IsApi_Target_IsWhetherItBeginsThere(string target, bool isApi) => RegistryPath.Parse(target).IsApi.ShouldBe(isApi);

    [Fact]
    public void Parse_AnyKind_AllocatesNothing()
    {
        string[] targets =
        [
            "/", $"/v2/a/b/blobs/{D}?ns=x", $"/v2/a/manifests/sha256%3A{Hex}", $"/v2/a/manifests/sha256-{Hex}.sig", "/v2/a/tags/list?n=1",
            "/kops/%C3%A9", "/v2/a//b", "/v2/%zz", "",
        ];
        Allocations.Of(() =>
        {
            foreach (var target in targets) RegistryPath.Parse(target);
        }).ShouldBe(0);
    }
}
