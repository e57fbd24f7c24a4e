using Fairlead.Artifacts.Mirroring.Selecting;
using static Fairlead.Tests.Artifacts.Mirroring.Selecting.TestManifests;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting;

/// <summary>Signatures, attestations and other referrers.</summary>
public sealed class AttachmentsTests
{
    [Theory]
    [InlineData("app", true)]
    [InlineData("app", false)]
    [InlineData("app:v1", true)]
    [InlineData("app:v1", false)]
    public async Task WalkAsync_SignaturesAndReferrers_ComeWithTheirImage(string reference, bool hasReferrers)
    {
        await using var world = await (hasReferrers ? WalkWorld.StartAsync() : WalkWorld.WithoutReferrersAsync());
        var image = world.Add("app", "image", "v1");
        world.Add("app", "signature", WalkWorld.Attached(image, ".sig"));
        world.Add("app", "attestation", WalkWorld.Attached(image, ".att"));
        var sbom = world.Add("app", "sbom", null, subject: image);
        var signatureOfSbom = world.Add("app", "signature of the sbom", null, subject: sbom);
        if (!hasReferrers)
        {
            world.AddManifest("app", Index(Descriptor(sbom)), WalkWorld.Attached(image, ""));
            world.AddManifest("app", Index(Descriptor(signatureOfSbom)), WalkWorld.Attached(sbom, ""));
        }
        var report = await world.WalkAsync(reference);
        report.Failures.ShouldBeEmpty();
        report.Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("image", "signature", "attestation", "sbom", "signature of the sbom"));
        (await world.WalkAsync(reference, new Selection { Referrers = false })).Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("image"));
    }

    [Fact]
    public async Task WalkAsync_ChildOfAnIndex_HasItsOwn()
    {
        await using var world = await WalkWorld.StartAsync();
        var child = world.Add("app", "child", null);
        world.Add("app", "signature", WalkWorld.Attached(child, ".sig"));
        world.AddManifest("app", Index(Descriptor(child)), "v1");
        (await world.WalkAsync("app:v1")).Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("child", "signature"));
    }

    [Fact]
    public async Task WalkAsync_TagsThatAreNotWanted_LeaveTheirSignaturesOut()
    {
        await using var world = await WalkWorld.WithoutReferrersAsync();
        var (wanted, unwanted, untagged) = (world.Add("app", "wanted", "v1"), world.Add("app", "unwanted", "w1"), world.Add("app", "untagged", null));
        world.Add("app", "signature", WalkWorld.Attached(wanted, ".sig"));
        world.Add("app", "unwanted signature", WalkWorld.Attached(unwanted, ".sig"));
        world.Add("app", "orphan", WalkWorld.Attached(untagged, ".sig"));
        (await world.WalkAsync("app", new Selection { Tags = SourceWalkerTests.Only("v*") })).Blobs.Select(blob => blob.Digest)
            .ShouldBe(WalkWorld.BlobsOf("wanted", "signature"));
        // Such a tag is not wanted for its own name either.
        (await world.WalkAsync("app", new Selection { Tags = SourceWalkerTests.Only("sha256-*") })).Blobs.ShouldBeEmpty();
        // Where nothing is left out, the signature of an image without a tag comes too: it can be pulled by digest.
        (await world.WalkAsync("app")).Blobs.Select(blob => blob.Digest)
            .ShouldBe(WalkWorld.BlobsOf("wanted", "unwanted", "signature", "unwanted signature", "orphan"));
    }

    [Fact]
    public async Task WalkAsync_KnownTags_CostNoCallForWhatIsNotAmongThem()
    {
        await using var world = await WalkWorld.CachingAsync(hasReferrers: false);
        var image = world.Add("app", "image", "v1");
        world.Add("app", "signature", WalkWorld.Attached(image, ".sig"));
        world.AddManifest("app", Index(Descriptor(world.Add("app", "sbom", null, subject: image))), WalkWorld.Attached(image, ""));
        (await world.WalkAsync("app")).Blobs.Count.ShouldBe(6);
        world.Log.Clear();
        (await world.WalkAsync("app")).Blobs.Count.ShouldBe(6);
        // One HEAD for each tag, and one question whether the registry has learnt the referrers API since.
        world.Asked.Where(line => !line.Contains("/referrers/", StringComparison.Ordinal)).Order().ShouldBe(new[]
        {
            "GET /v2/app/tags/list", "HEAD /v2/app/manifests/v1",
            $"HEAD /v2/app/manifests/{WalkWorld.Attached(image, ".sig")}", $"HEAD /v2/app/manifests/{WalkWorld.Attached(image, "")}",
        }.Order());
    }

    [Fact]
    public async Task WalkAsync_AttachmentsOfAttachments_HaveABound()
    {
        await using var world = await WalkWorld.StartAsync();
        var manifest = world.Add("app", "0", "v1");
        for (var depth = 1; depth <= ImageWalk.MaxAttachmentDepth + 1; depth++) manifest = world.Add("app", $"{depth}", null, subject: manifest);
        (await world.WalkAsync("app:v1")).Blobs.Select(blob => blob.Digest).ShouldBe(WalkWorld.BlobsOf("0", "1", "2", "3"));
    }
}
