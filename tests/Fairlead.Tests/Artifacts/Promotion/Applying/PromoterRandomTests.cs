using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

/// <summary>Worlds by chance, with faults by chance: what is there is whole at any time, and everything is there in the end.</summary>
public sealed class PromoterRandomTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Apply_WhateverFails_IsWholeInTheEnd(int seed)
    {
        var random = new Random(seed);
        await using var world = await PromotionWorld.StartAsync(1 + random.Next(3));
        foreach (var destination in world.Destinations)
        {
            destination.Server.HasReferrers = random.Next(2) == 0;
            destination.Server.AllowMount = random.Next(2) == 0;
        }
        var roots = Enumerable.Range(0, 3 + random.Next(10)).Select(i => Root(world, random, i)).DistinctBy(root => (root.Image, root.Manifest.Digest)).ToList();
        var plan = PromotionWorld.Plan(roots.SelectMany((root, i) => world.Edges(root.Image, root.Manifest, random.Next(4) == 0 ? null : $"v{i}"))) with
        {
            Attachments = [.. roots.Where(root => root.Signature is not null).SelectMany(root => world.Destinations.Select(to => world.Attachment(root.Image, root.Signature!, root.Tag, to)))],
        };
        for (var round = 0; round < 3; round++)
        {
            foreach (var destination in world.Destinations)
            {
                for (var faults = random.Next(12); faults > 0; faults--) destination.Manners.Fail(Fault(random));
            }
            using var end = new CancellationTokenSource();
            var left = random.Next(3) == 0 ? random.Next(10) : int.MaxValue;
            var observer = new RecordingObserver { OnSettled = _ => { if (Interlocked.Decrement(ref left) == 0) end.Cancel(); } };
            var report = await world.ApplyAsync(plan, observer, end.Token);
            report.Edges.Select(one => one.Edge).ShouldBe(plan.Edges);
            report.Attachments.Select(one => one.Attachment).ShouldBe(plan.Attachments);
            ShouldBeWhole(world, roots, report);
            foreach (var destination in world.Destinations) destination.Manners.Heal();
        }
        var last = await world.ApplyAsync(plan);
        last.Edges.Where(one => one.State is EdgeState.Failed or EdgeState.Left).ShouldBeEmpty();
        last.IsGood.ShouldBeTrue();
        ShouldBeWhole(world, roots, last);
        foreach (var destination in world.Destinations) destination.Server.OpenUploads.ShouldBeLessThan(60); // some were cut off
    }

    private static void ShouldBeWhole(PromotionWorld world, List<(string Image, Blob Manifest, Blob? Signature, string Tag)> roots, PromotionReport report)
    {
        foreach (var root in roots)
        {
            foreach (var destination in world.Destinations)
            {
                var tags = destination.Content.Tags(PromotionWorld.Repository(root.Image));
                if (destination.Content.FindManifest(PromotionWorld.Repository(root.Image), root.Manifest.Digest.ToString()) is null) continue;
                world.ShouldHave(destination, root.Image, root.Manifest);
            }
        }
        foreach (var done in report.Edges.Where(one => one.State is EdgeState.Copied or EdgeState.Present))
        {
            var destination = world.Destinations.Single(one => PromotionWorld.Root(one) == done.Edge.To);
            var repository = PromotionWorld.Repository(done.Edge.Image);
            destination.Content.FindManifest(repository, done.Edge.Tag ?? done.Edge.Digest.ToString()).ShouldNotBeNull().Digest.ShouldBe(done.Edge.Digest);
            var signature = roots.Single(root => root.Image == done.Edge.Image && root.Manifest.Digest == done.Edge.Digest);
            if (signature.Signature is not null) destination.Content.Tags(repository)[signature.Tag].ShouldBe(signature.Signature.Digest);
        }
    }

    private static (string Image, Blob Manifest, Blob? Signature, string Tag) Root(PromotionWorld world, Random random, int i)
    {
        var image = $"app-{random.Next(3)}";
        // Names come again, so that images share what they are made of.
        var manifest = random.Next(3) switch
        {
            0 => world.AddImage(image, $"image-{random.Next(6)}"),
            1 => world.AddIndex(image, [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => $"image-{random.Next(6)}").Distinct()]),
            _ => Large(world, random, image, i),
        };
        var tag = $"sha256-{manifest.Digest.Hex}.sig";
        if (random.Next(3) == 0) world.AddImage(image, $"sbom-{i}", subject: manifest);
        if (random.Next(3) > 0) return (image, manifest, null, tag);
        var signature = world.AddImage(image, $"signature-of-{manifest.Digest.Hex}");
        world.Tag(image, tag, signature);
        return (image, manifest, signature, tag);
    }

    private static Blob Large(PromotionWorld world, Random random, string image, int i)
    {
        var layer = Blob.Of(Fairlead.Formats.Oci.OciMediaType.Layer, SeededContent.Of((ulong)random.Next(4), 700_000));
        return world.Add(image, TestManifests.Image(TestManifests.Config($"large-{i}"), [TestManifests.Descriptor(layer)]), TestManifests.Config($"large-{i}"), layer);
    }

    private static RegistryFault Fault(Random random)
    {
        var method = random.GetItems<string?>(["HEAD", "PUT", "POST", "GET", null], 1)[0];
        var path = random.GetItems<string>(["/manifests/", "/blobs/", "/"], 1)[0];
        return random.Next(3) switch
        {
            0 => RegistryFault.Reset(method, path),
            1 => RegistryFault.Status(method, path, random.GetItems([429, 500, 503, 403, 401, 507], 1)[0]),
            _ => RegistryFault.Status(method, path, 502).Always,
        };
    }
}
