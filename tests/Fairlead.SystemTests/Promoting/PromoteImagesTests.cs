using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary><c>fairlead promote images</c> between registries that are not ours, from plan to proof.</summary>
public sealed class PromoteImagesTests(MirrorSources sources) : IAsyncLifetime
{
    private PromotionStage? _stage;

    private PromotionStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await PromotionStage.StartAsync(sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Images_WithoutConfirm_ThePlanAndNothingIsPut()
    {
        var result = (await Stage.RunAsync("images")).Succeeded();

        result.Output.ShouldContain("copy");
        (await PromotionStage.WritesAsync(Stage.One)).ShouldBeEmpty();
        (await PromotionStage.WritesAsync(Stage.Two)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_NothingThereYet_EachImageTagAndDestinationOnce()
    {
        var plan = await Stage.PlanAsync();

        var expected =
            from to in Stage.Destinations
            from image in Stage.Promoted
            from tag in image.Tags.Length == 0 ? [null] : image.Tags.Cast<string?>()
            select new PlanJsonEdge(image.Name, image.Digest.ToString(), tag, Stage.Source, to, "copy");
        plan.Edges.ShouldBe(expected, ignoreOrder: true);
        plan.Lost.ShouldBeEmpty();
        plan.Refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task Images_Confirmed_EveryByteAtBothDestinationsAndTagsLast()
    {
        (await Stage.RunAsync("images", "--confirm")).Succeeded();

        await Stage.ShouldBePromotedAsync();
        foreach (var destination in new[] { Stage.One, Stage.Two })
        {
            var puts = (await destination.Log.TakeAsync()).Where(entry => entry.Method is "PUT" or "POST" && entry.Status is 201).Select(entry => entry.Target).ToList();
            foreach (var repository in Stage.Promoted.Select(image => $"/{image.Name}/").Distinct()) ShouldEndWithItsTags([.. puts.Where(target => target.Contains(repository, StringComparison.Ordinal))]);
        }
    }

    [Fact]
    public async Task Images_TwoDestinations_EachBlobOfAnImageIsReadOnceForBoth()
    {
        (await Stage.RunAsync("images", "--confirm")).Succeeded();

        var read = (await Stage.Staging.Server.Log.TakeAsync()).Where(entry => entry.Method == "GET" && entry.Target.Contains("/blobs/", StringComparison.Ordinal));
        read.Select(entry => entry.Target).ShouldBeUnique();
    }

    [Fact]
    public async Task Images_WithinOneRegistry_EveryBlobMountedAndTheSourcesRepositoriesAsTheyWere()
    {
        using var storage = new TempDirectory();
        await sources.CopyStorageAsync(storage.Path);
        var repositories = Path.Combine(storage.Path, "docker/registry/v2/repositories/test");
        var before = FolderContent.Of(repositories);
        await using var registry = await DockerRegistry.StartAsync(storage.Path);

        (await Stage.RunAsync(
            "images", ["--confirm", "--map", $"{Stage.Source}={registry.Registry}/test", "--map", $"{Stage.Destinations[0]}={registry.Registry}/{PromotionStage.OnePath}", .. PromotionStage.PlainHttp(registry.Registry)])).Succeeded();

        await Stage.ShouldBePromotedAsync(registry.Registry, PromotionStage.OnePath, besides: MirrorImages.Repositories);
        var writes = await PromotionStage.WritesAsync(registry);
        writes.Where(entry => entry.Target.Contains("/blobs/", StringComparison.Ordinal)).ShouldAllBe(entry => entry.Method == "POST" && entry.Status == 201 && entry.Target.Contains("mount=", StringComparison.Ordinal));
        FolderContent.Of(repositories).ShouldBe(before);
    }

    [Fact]
    public async Task Images_Again_AllPresentOneListingEachAndNothingPut()
    {
        (await Stage.RunAsync("images", "--confirm")).Succeeded();
        foreach (var registry in new[] { Stage.Staging.Server, Stage.One, Stage.Two }) await registry.Log.TakeAsync();

        (await Stage.PlanAsync()).Actions.ShouldBe(new Dictionary<string, int> { ["present"] = 2 * Stage.EdgesEach });
        (await Stage.RunAsync("images", "--confirm")).Succeeded();

        foreach (var registry in new[] { Stage.One, Stage.Two })
        {
            var asked = (await registry.Log.TakeAsync()).Where(entry => entry.Target != "/v2/").ToList();
            asked.ShouldAllBe(entry => entry.Method == "GET" || entry.Method == "HEAD");
            asked.ShouldNotContain(entry => entry.Target.Contains("/blobs/", StringComparison.Ordinal));
            // Twice: a list of tags for each of three repositories, and a question for each image and tag.
            asked.Count.ShouldBeLessThanOrEqualTo(2 * (3 + Stage.EdgesEach + 4), string.Join('\n', asked));
        }
    }

    [Fact]
    public async Task PlanOut_ThenPlan_AppliesThatPlan()
    {
        var plan = Stage.Operator.Folder("plans") + "/plan.json";
        (await Stage.RunAsync("images", "--plan-out", plan)).Succeeded();
        (await PromotionStage.WritesAsync(Stage.One)).ShouldBeEmpty();

        (await Stage.RunAsync("images", "--plan", plan, "--confirm")).Succeeded();

        await Stage.ShouldBePromotedAsync();
        (await Stage.RunAsync("images", "--plan", plan, "--confirm")).Succeeded(); // one's own plan, done already
    }

    [Fact]
    public async Task Images_OneLost_FailsAndTheRestIsCopied()
    {
        var nowhere = Digest.Of("nobody's"u8);
        Stage.WriteImages([.. Stage.Promoted, ("tool", nowhere, ["v2"])]);

        (await Stage.PlanAsync(exitCode: 1)).Lost.Select(edge => edge.Digest).ShouldBe([nowhere.ToString(), nowhere.ToString()]);
        (await Stage.RunAsync("images", "--confirm", "--verbose")).ExitedWith(1).Output.ShouldContain(nowhere.ToString());

        await Stage.ShouldBePromotedAsync();
        (await Stage.RunAsync("images", "--confirm", "--allow-lost")).Succeeded();
    }

    [Fact]
    public async Task Images_TagOfAnotherDigest_RefusedBeforeAnythingIsCopied()
    {
        await PromotionStage.MoveTagAsync(Stage.Two, $"{PromotionStage.TwoPath}/tool", "v1");
        await PromotionStage.WritesAsync(Stage.Two);

        var result = (await Stage.RunAsync("images", "--confirm")).ExitedWith(1);

        result.Output.ShouldContain("tag-move");
        result.Output.ShouldContain(Stage.Destinations[1]);
        (await PromotionStage.WritesAsync(Stage.One)).ShouldBeEmpty();
        (await PromotionStage.WritesAsync(Stage.Two)).ShouldBeEmpty();
        (await Stage.PlanAsync(exitCode: 1)).Refused.ShouldHaveSingleItem().ShouldBe(new PlanJsonEdge("tool", Stage.Images.ToolImage.Digest.ToString(), "v1", Stage.Source, Stage.Destinations[1], "tag-move"));
    }

    [Fact]
    public async Task Images_NoSignatures_ImagesWithoutWhatRefersToThem()
    {
        (await Stage.RunAsync("images", "--confirm", "--signatures", "none")).Succeeded();

        (await new RegistryContent(Stage.One.Registry).TagsAsync($"{PromotionStage.OnePath}/app")).ShouldBe(["v1", "v1.0"], ignoreOrder: true);
        (await Stage.RunAsync("images", "--confirm")).Succeeded(); // and afterwards with them
        await Stage.ShouldBePromotedAsync();
    }

    [Fact]
    public async Task Images_CanonicalSignatures_AtTheRegistryOfThePolicyAlone()
    {
        var policy = Stage.Operator.Write("policy.yaml", $$"""
            upstream: {registry: "{{Stage.One.BaseUrl}}", signatures: "{{Stage.Two.BaseUrl}}"}
            """);

        (await Stage.RunAsync("images", "--confirm", "--signatures", "canonical", "--policy", policy)).Succeeded();

        (await new RegistryContent(Stage.One.Registry).TagsAsync($"{PromotionStage.OnePath}/app")).ShouldBe(["v1", "v1.0"], ignoreOrder: true);
        await Stage.ShouldBePromotedAsync(Stage.Two.Registry, PromotionStage.TwoPath);
    }

    [Fact]
    public async Task BeforeCopy_Vetoes_NothingIsPut()
    {
        var seen = Stage.Operator.Folder("hook") + "/plan.json";

        (await Stage.RunAsync("images", "--confirm", "--before-copy", $"cat > {seen}; exit 3")).ExitedWith(1);

        (await PromotionStage.WritesAsync(Stage.One)).ShouldBeEmpty();
        new PlanJson(await File.ReadAllTextAsync(seen)).Edges.Count.ShouldBe(2 * Stage.EdgesEach);
        (await Stage.RunAsync("images", "--confirm", "--before-copy", "cat > /dev/null")).Succeeded();
        await Stage.ShouldBePromotedAsync();
    }

    [Fact]
    public async Task Pull_FromADestination_ByDigestAndByTag()
    {
        (await Stage.RunAsync("images", "--confirm")).Succeeded();

        foreach (var reference in new[] { $":v1", $"@{Stage.Images.AppImage.Digest}" })
        {
            await using var client = new Skopeo();
            (await client.PullAsync($"{Stage.Two.Registry}/{PromotionStage.TwoPath}/app{reference}")).Succeeded();
            await client.ShouldHoldAsync(Stage.Images.AppImage.Digest, Stage.Images.AppImage.Blobs);
        }
        var inspected = (await ClientCommand.RunAsync(
            Tool.Skopeo, "inspect", "--tls-verify=false", "--raw", $"docker://{Stage.One.Registry}/{PromotionStage.OnePath}/multi:v1")).Succeeded();
        Digest.Of(System.Text.Encoding.UTF8.GetBytes(inspected.Output)).ShouldBe(Stage.Images.MultiImage.Digest);
    }

    [Fact]
    public async Task Images_Record_SaysWhatWasThereBeforeAndAfter()
    {
        var record = Stage.Operator.Folder("records") + "/record.json";

        (await Stage.RunAsync("images", "--confirm", "--record", record)).Succeeded();

        var text = await File.ReadAllTextAsync(record);
        foreach (var (_, digest, _) in Stage.Promoted) text.ShouldContain(digest.ToString());
        foreach (var destination in Stage.Destinations) text.ShouldContain(destination);
    }

    /// <summary>Whatever is put in a repository, its tags come after all that they name.</summary>
    private static void ShouldEndWithItsTags(IReadOnlyList<string> puts)
    {
        puts.ShouldNotBeEmpty();
        var tags = puts.Select((target, at) => (target, at)).Where(put => IsTag(put.target)).Select(put => put.at).ToList();
        tags.ShouldBe(Enumerable.Range(puts.Count - tags.Count, tags.Count), string.Join('\n', puts));
    }

    /// <summary>A tag that people use: those of signatures may be in between.</summary>
    private static bool IsTag(string target) =>
        target.Contains("/manifests/", StringComparison.Ordinal) && !target.Contains("/manifests/sha256", StringComparison.Ordinal);
}
