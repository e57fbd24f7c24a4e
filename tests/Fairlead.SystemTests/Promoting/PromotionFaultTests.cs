using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary>What sources and destinations may do to who promotes. A destination that fails holds up no other.</summary>
public sealed class PromotionFaultTests(MirrorSources sources) : IAsyncLifetime
{
    // htpasswd -B: robot, "secret".
    private const string User = "robot:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

    private PromotionStage? _stage;

    private PromotionStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await PromotionStage.StartAsync(sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Images_ADestinationIsDown_TheOtherGetsEverythingAndTheNextRunDoesTheRest()
    {
        var down = $"127.0.0.1:{FreePort.Next()}";
        IReadOnlyList<string> mapped = ["--map", $"{Stage.Two.Registry}={down}", "--plain-http", down];

        var result = (await Stage.RunAsync("images", ["--confirm", .. mapped])).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(down);
        await Stage.ShouldBePromotedAsync(Stage.One.Registry, PromotionStage.OnePath);
        (await Stage.RunAsync("images", "--confirm")).Succeeded();
        await Stage.ShouldBePromotedAsync();
    }

    [Fact]
    public async Task Images_ADestinationRefusesAllAsTooMany_TheOtherGetsEverythingAndItEnds()
    {
        await using var proxy = await RegistryProxy.StartAsync(Stage.Two, answer => answer.RefuseAsync(429));

        var result = (await Stage.RunAsync("images", ["--confirm", .. Through(proxy, Stage.Two.Registry)])).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain("429");
        await Stage.ShouldBePromotedAsync(Stage.One.Registry, PromotionStage.OnePath);
        (await PromotionStage.WritesAsync(Stage.Two)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Images_ADestinationRefusesWrites_TheOtherGetsEverythingAndItSaysWhatIsLeft()
    {
        await using var proxy = await RegistryProxy.StartAsync(
            Stage.Two, answer => answer.Context.Request.Method is "GET" or "HEAD" ? Task.FromResult(false) : answer.RefuseAsync(429));

        var result = (await Stage.RunAsync("images", ["--confirm", .. Through(proxy, Stage.Two.Registry)])).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(proxy.Registry);
        await Stage.ShouldBePromotedAsync(Stage.One.Registry, PromotionStage.OnePath);
        (await new RegistryContent(Stage.Two.Registry).TagsAsync($"{PromotionStage.TwoPath}/app")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_ATagMovedSinceItWasMade_RefusedAndNothingCopiedAnywhere()
    {
        var plan = Stage.Operator.Folder("plans") + "/plan.json";
        (await Stage.RunAsync("images", "--plan-out", plan)).Succeeded();
        await PromotionStage.MoveTagAsync(Stage.Two, $"{PromotionStage.TwoPath}/app", "v1");
        foreach (var destination in new[] { Stage.One, Stage.Two }) await destination.Log.TakeAsync();

        var result = (await Stage.RunAsync("images", "--plan", plan, "--confirm")).ExitedWith(1);

        result.Output.ShouldContain("tag-move");
        result.Output.ShouldContain(Stage.Destinations[1]);
        (await PromotionStage.WritesAsync(Stage.One)).ShouldBeEmpty();
        (await PromotionStage.WritesAsync(Stage.Two)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Images_AManifestThatIsNotWhatItsDigestSays_NothingOfItAndTheRestIsThere()
    {
        var lied = Stage.Images.ToolImage.Digest.ToString();
        await using var proxy = await RegistryProxy.StartAsync(Stage.Staging.Server, answer =>
            answer.Context.Request.Method == "GET" && answer.Context.Request.Path.Value!.EndsWith($"/manifests/{lied}", StringComparison.Ordinal)
                ? answer.SpoilAsync()
                : Task.FromResult(false));

        var result = (await Stage.RunAsync("images", ["--confirm", .. Through(proxy, Stage.Staging.Registry)])).ExitedWith(1);

        $"{result.Output}{result.Error}".ShouldContain(lied);
        foreach (var (registry, path) in new[] { (Stage.One.Registry, PromotionStage.OnePath), (Stage.Two.Registry, PromotionStage.TwoPath) })
        {
            var content = new RegistryContent(registry);
            (await content.TagsAsync($"{path}/tool")).ShouldBeEmpty();
            (await content.FindManifestAsync($"{path}/tool", lied)).ShouldBeNull();
            await content.ShouldHoldAsync($"{path}/app", Stage.Images.AppImage.Digest, Stage.StagingContent, MirrorImages.App);
            await content.ShouldBeWholeAsync();
        }
    }

    [Fact]
    public async Task Images_ABlobWithOneWrongByte_ItsImageIsNowhereAndTheRestIsThere()
    {
        var wrong = Stage.Images.ToolImage.Blobs[^1].ToString();
        await using var proxy = await RegistryProxy.StartAsync(Stage.Staging.Server, answer =>
            answer.IsBlob && answer.Context.Request.Path.Value!.EndsWith(wrong, StringComparison.Ordinal) ? answer.SpoilAsync() : Task.FromResult(false));

        (await Stage.RunAsync("images", ["--confirm", .. Through(proxy, Stage.Staging.Registry)])).ExitedWith(1);

        foreach (var (registry, path) in new[] { (Stage.One.Registry, PromotionStage.OnePath), (Stage.Two.Registry, PromotionStage.TwoPath) })
        {
            var content = new RegistryContent(registry);
            (await content.TagsAsync($"{path}/tool")).ShouldBeEmpty();
            (await content.FindBlobAsync($"{path}/tool", Digest.Parse(wrong))).ShouldBeNull();
            await content.ShouldHoldAsync($"{path}/multi", Stage.Images.MultiImage.Digest, Stage.StagingContent, MirrorImages.Multi);
            await content.ShouldBeWholeAsync();
        }
    }

    [Fact]
    public async Task Images_ADestinationWithPasswords_SignedInToWithDockersConfigurationAndNobodyElseIs()
    {
        await using var guarded = await DockerRegistry.StartAsync(
            more: "auth:\n  htpasswd:\n    realm: a test's\n    path: {directory}/htpasswd", files: ("htpasswd", User));
        await using var staging = await RegistryProxy.StartAsync(Stage.Staging.Server, _ => Task.FromResult(false));
        IReadOnlyList<string> arguments =
        [
            "--confirm", "--map", $"{Stage.Two.Registry}={guarded.Registry}", "--plain-http", guarded.Registry, .. Through(staging, Stage.Staging.Registry),
        ];
        (await Stage.RunAsync("images", arguments)).ExitedWith(1).ToString().ShouldContain("401");
        Directory.CreateDirectory(Stage.Operator.Folder("docker"));
        Stage.Operator.Write("docker/config.json", $$"""{"auths": {"{{guarded.Registry}}": {"auth": "{{Convert.ToBase64String("robot:secret"u8)}}"} } }""");

        var result = (await Stage.RunAsync("images", arguments)).Succeeded();

        result.ToString().ShouldNotContain("secret");
        var content = new RegistryContent(guarded.Registry, "robot:secret");
        (await content.DigestOfAsync($"{PromotionStage.TwoPath}/app", "v1")).ShouldBe(Stage.Images.AppImage.Digest);
        await content.ShouldHoldAsync($"{PromotionStage.TwoPath}/multi", Stage.Images.MultiImage.Digest, Stage.StagingContent, MirrorImages.Multi);
        staging.Authorized.ShouldBe(0);
    }

    /// <summary>Arguments by which what the manifests call a registry is asked through a proxy.</summary>
    private static IEnumerable<string> Through(RegistryProxy proxy, string registry) => ["--map", $"{registry}={proxy.Registry}", "--plain-http", proxy.Registry];
}
