using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

public sealed class PromoterTests
{
    [Fact]
    public async Task Apply_AnIndex_IsWholeInEveryDestination()
    {
        await using var world = await PromotionWorld.StartAsync(3);
        var index = world.AddIndex("team/app", "amd64", "arm64");
        var plan = PromotionWorld.Plan([.. world.Edges("team/app", index, "v1"), .. world.Edges("team/app", index, "v1.0")]);
        var observer = new RecordingObserver();
        var report = await world.ApplyAsync(plan, observer);

        report.IsGood.ShouldBeTrue();
        report.Edges.Select(one => one.Edge).ShouldBe(plan.Edges);
        report.Edges.ShouldAllBe(one => one.State == EdgeState.Copied && one.Message == null);
        observer.Edges.ShouldBe(report.Edges, ignoreOrder: true);
        foreach (var destination in world.Destinations)
        {
            world.ShouldHave(destination, "team/app", index);
            destination.Content.Tags(PromotionWorld.Repository("team/app")).ShouldBe([new("v1", index.Digest), new("v1.0", index.Digest)], ignoreOrder: true);
            destination.Server.OpenUploads.ShouldBe(0);
        }
        var bytes = new[] { "amd64", "arm64" }.Sum(name => TestManifests.Config(name).Size + TestManifests.Layer(name).Size);
        report.Destinations.Select(one => one.To.Name).ShouldBe(world.Destinations.Select(one => PromotionWorld.Root(one).Name).Order(StringComparer.Ordinal));
        report.Destinations.ShouldAllBe(one => one.Manifests == 3 && one.Sent == 4 && one.SentBytes == bytes && one.Mounted == 0 && one.Failure == null);
        observer.SentBytes.ShouldBe(3 * bytes);
    }

    [Fact]
    public async Task Apply_SeveralDestinations_EachThingIsReadOnce()
    {
        await using var world = await PromotionWorld.StartAsync(3);
        var index = world.AddIndex("app", "amd64", "arm64");
        await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", index, "v1")));
        var reads = world.Source.Seen.Where(request => request.Method == "GET" && !request.Target.Contains("/referrers/", StringComparison.Ordinal)).Select(request => request.Target).ToList();
        reads.ShouldBeUnique();
        reads.Count(target => target.Contains("/blobs/", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task Apply_WhatOneDestinationHas_GoesToTheOthersAlone()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var (one, index) = (world.AddImage("app", "amd64"), world.AddIndex("app", "amd64", "arm64"));
        await world.ApplyAsync(PromotionWorld.Plan(world.Edge("app", one, "v1", world.Destinations[0])));
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", index, "v2")));
        report.IsGood.ShouldBeTrue();
        report.Destinations.Single(outcome => outcome.To == PromotionWorld.Root(world.Destinations[0])).Sent.ShouldBe(2);
        report.Destinations.Single(outcome => outcome.To == PromotionWorld.Root(world.Destinations[1])).Sent.ShouldBe(4);
    }

    [Fact]
    public async Task Apply_Order_BlobsThenChildrenThenIndexThenTags()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var index = world.AddIndex("app", "amd64", "arm64");
        await world.ApplyAsync(PromotionWorld.Plan([.. world.Edges("app", index, "v1"), .. world.Edges("app", index, "latest")]));
        var puts = world.Destinations[0].Seen.Where(request => request.Method == "PUT").Select(request => request.Target).ToList();
        var manifests = puts.Where(target => target.Contains("/manifests/", StringComparison.Ordinal)).Select(target => target.Split('/')[^1]).ToList();
        manifests.Take(2).ShouldBe([TestManifests.Image("amd64").Digest.ToString(), TestManifests.Image("arm64").Digest.ToString()]);
        manifests.Skip(2).ShouldBe([index.Digest.ToString(), "v1", "latest"]);
    }

    [Fact]
    public async Task Apply_Again_PutsNothing()
    {
        await using var world = await PromotionWorld.StartAsync();
        var index = world.AddIndex("app", "amd64", "arm64");
        var plan = PromotionWorld.Plan([.. world.Edges("app", index, "v1"), .. world.Edges("app", TestManifests.Image("amd64"), null)]);
        (await world.ApplyAsync(plan)).Edges.ShouldAllBe(one => one.State == EdgeState.Copied);
        foreach (var destination in world.Destinations) destination.Manners.Forget();
        var report = await world.ApplyAsync(plan);
        report.IsGood.ShouldBeTrue();
        report.Edges.ShouldAllBe(one => one.State == EdgeState.Present);
        report.Destinations.ShouldAllBe(one => one.Manifests == 0 && one.Sent == 0);
        foreach (var destination in world.Destinations) destination.Seen.ShouldAllBe(request => request.Method == "HEAD");
    }

    [Fact]
    public async Task Apply_DigestWithoutATag_IsPutByItsDigestAlone()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var image = world.AddImage("app", "one");
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, null)))).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", image);
        world.Destinations[0].Content.Tags(PromotionWorld.Repository("app")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_PresentAndLostEdges_AreNotTouched()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var image = world.AddImage("app", "one");
        var plan = PromotionWorld.Plan(
            world.Edge("app", image, "v1", world.Destinations[0], EdgeAction.Present), world.Edge("app", image, "v2", world.Destinations[0], EdgeAction.Lost));
        var report = await world.ApplyAsync(plan);
        report.Edges.ShouldBeEmpty();
        report.Destinations.ShouldHaveSingleItem().Manifests.ShouldBe(0);
        world.Destinations[0].Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_ARefusedEdge_RefusesAll()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var image = world.AddImage("app", "one");
        var plan = PromotionWorld.Plan(world.Edge("app", image, "v1", world.Destinations[0]), world.Edge("app", image, "v2", world.Destinations[0], EdgeAction.TagMove));
        await Should.ThrowAsync<ArgumentException>(() => world.ApplyAsync(plan));
        world.Destinations[0].Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_TagMovedSinceThePlan_IsLeftAndTold()
    {
        await using var world = await PromotionWorld.StartAsync();
        var (ours, theirs) = (world.AddImage("app", "ours"), TestManifests.Image("theirs"));
        var repository = PromotionWorld.Repository("app");
        world.Destinations[0].Content.AddManifest(repository, theirs);
        world.Destinations[0].Content.Tag(repository, "v1", theirs.Digest);
        var report = await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", ours, "v1")));
        report.IsGood.ShouldBeFalse();
        report.Edges[0].State.ShouldBe(EdgeState.Failed);
        report.Edges[0].Message.ShouldNotBeNull().ShouldContain($"{world.Destinations[0].Host}/{repository}:v1 is {theirs.Digest} by now");
        world.Destinations[0].Content.Tags(repository)["v1"].ShouldBe(theirs.Digest);
        report.Edges[1].State.ShouldBe(EdgeState.Copied);
    }

    [Fact]
    public async Task Apply_OneTagTwice_IsNeverMoved()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (one, two) = (world.AddImage("app", "one"), world.AddImage("app", "two"));
        var report = await world.ApplyAsync(PromotionWorld.Plan([.. world.Edges("app", one, "v1"), .. world.Edges("app", two, "v1")]));
        report.Edges.Count(edge => edge.State == EdgeState.Copied).ShouldBe(1);
        report.Edges.Count(edge => edge.State == EdgeState.Failed).ShouldBe(1);
        world.Destinations[0].Count("PUT", "/manifests/v1").ShouldBe(1);
    }

    [Fact]
    public async Task Apply_IntoTheSourceItself_Fails()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var image = world.AddImage("app", "one");
        var plan = PromotionWorld.Plan(world.Edge("app", image, "v2", world.Destinations[0]) with { To = world.From }, world.Edge("app", image, "v1", world.Destinations[0]));
        var report = await world.ApplyAsync(plan);
        report.Edges.Select(edge => edge.State).ShouldBe([EdgeState.Failed, EdgeState.Copied]);
        report.Edges[0].Message.ShouldNotBeNull().ShouldContain("nothing is ever put into a source");
    }

    [Fact]
    public async Task Apply_IntoWhatIsAnotherEdgesSource_PutsNothingThere()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var (image, signature) = (world.AddImage("app", "one"), world.AddImage("app", "signature"));
        var (first, second) = (world.Destinations[0], world.Destinations[1]);
        var plan = PromotionWorld.Plan(world.Edge("app", image, "v1", first), world.Edge("app", image, "v1", second, EdgeAction.Present) with { From = PromotionWorld.Root(first) }) with
        {
            Attachments = [world.Attachment("app", signature, $"sha256-{image.Digest.Hex}.sig", first)],
        };
        var report = await world.ApplyAsync(plan);
        report.Edges.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Failed);
        report.Attachments.ShouldHaveSingleItem().State.ShouldBe(EdgeState.Failed);
        first.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_Schema1_IsPutByteForByte()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var layer = TestManifests.Layer("old");
        var image = world.Add("app", TestManifests.Text(
            $$"""{"schemaVersion":1,"name":"staging/app","tag":"v1","architecture":"amd64","fsLayers":[{"blobSum":"{{layer.Digest}}"}],"history":[{"v1Compatibility":"{}"}]}""", DockerMediaType.Schema1), layer);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", image, "v1")))).IsGood.ShouldBeTrue();
        foreach (var destination in world.Destinations) world.ShouldHave(destination, "app", image);
    }

    [Fact]
    public async Task Apply_ArtifactWithTheEmptyConfig_IsWhole()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var empty = Blob.Of("application/vnd.oci.empty.v1+json", "{}"u8.ToArray());
        var artifact = world.Add("app", TestManifests.Image(empty, [TestManifests.Descriptor(empty)]), empty);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", artifact, "v1")))).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", artifact);
    }

    [Fact]
    public async Task Apply_LayersThatMayNotBeDistributed_AreLeftOut()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (config, layer, foreign) = (TestManifests.Config("w"), TestManifests.Layer("w"), TestManifests.Text("windows"));
        var manifest = world.Add("app", TestManifests.Image(config, [TestManifests.Descriptor(foreign, ",\"urls\":[\"https://example.com/windows\"]"), TestManifests.Descriptor(layer)]), config, layer);
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", manifest, "v1")))).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", manifest);
        world.Source.Seen.ShouldNotContain(request => request.Target.Contains(foreign.Digest.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_DockerSchema2AndItsLists_KeepTheirMediaTypes()
    {
        await using var world = await PromotionWorld.StartAsync(1);
        var (config, layer) = (Blob.Of("application/vnd.docker.container.image.v1+json", "{}"u8.ToArray()), TestManifests.Text("l", DockerMediaType.Layer));
        var image = world.Add("app", TestManifests.Text(
            $$"""{"schemaVersion":2,"mediaType":"{{DockerMediaType.Manifest}}","config":{{TestManifests.Descriptor(config)}},"layers":[{{TestManifests.Descriptor(layer)}}]}""", DockerMediaType.Manifest), config, layer);
        var list = world.Add("app", TestManifests.Text($$"""{"schemaVersion":2,"mediaType":"{{DockerMediaType.ManifestList}}","manifests":[{{TestManifests.Descriptor(image)}}]}""", DockerMediaType.ManifestList));
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", list, "v1")))).IsGood.ShouldBeTrue();
        world.ShouldHave(world.Destinations[0], "app", list);
    }

    [Fact]
    public async Task Apply_WithSignIn_SignsInEverywhere()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        SignIn.Tokens(world.Source, "reader", "r3ad");
        SignIn.Tokens(world.Destinations[0], "writer", "wr1te");
        SignIn.Basic(world.Destinations[1], "basic", "b4sic");
        world.Credentials.Add(world.Source.Host, "reader", "r3ad");
        world.Credentials.Add(world.Destinations[0].Host, "writer", "wr1te");
        world.Credentials.Add(world.Destinations[1].Host, "basic", "b4sic");
        var index = world.AddIndex("app", "amd64", "arm64");
        (await world.ApplyAsync(PromotionWorld.Plan(world.Edges("app", index, "v1")))).IsGood.ShouldBeTrue();
    }

    [Fact]
    public async Task Apply_ManyDigestsOfManyImages_AreAllThere()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var edges = new List<PlanEdge>();
        for (var image = 0; image < 6; image++)
        {
            for (var digest = 0; digest < 20; digest++) edges.AddRange(world.Edges($"app-{image}", world.AddImage($"app-{image}", $"{image}/{digest}"), $"v{digest}"));
        }
        var report = await world.ApplyAsync(PromotionWorld.Plan(edges));
        report.Edges.ShouldAllBe(one => one.State == EdgeState.Copied);
        report.Destinations.ShouldAllBe(one => one.Manifests == 120 && one.Sent == 240);
    }

    [Fact]
    public async Task Apply_TwoRunsAtOnce_AreHarmless()
    {
        await using var world = await PromotionWorld.StartAsync(2);
        var index = world.AddIndex("app", "amd64", "arm64");
        var plan = PromotionWorld.Plan(world.Edges("app", index, "v1"));
        var reports = await Task.WhenAll(world.ApplyAsync(plan), world.ApplyAsync(plan));
        reports.ShouldAllBe(report => report.IsGood);
        foreach (var destination in world.Destinations) world.ShouldHave(destination, "app", index);
    }
}
