using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary><c>promote images --sync</c>: what is in the registries is in the mirrors, too.</summary>
public sealed class PromotionSyncTests(SharedGateway gateway, MirrorSources sources) : IAsyncLifetime
{
    private PromotionStage? _stage;

    private PromotionStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await PromotionStage.StartAsync(sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Sync_AfterPromoting_TheBucketHoldsJustThePromotedBlobs()
    {
        var bucket = await (await gateway.StartedAsync()).MakeBucketAsync();
        // All of the first destination, if it were run by itself: of that, only what is promoted now.
        var mirrors = Stage.Operator.Write("mirrors.yaml", $$"""
            mirrors:
              - name: promoted
                from: [{allRepositories: "{{Stage.One.Registry}}"}]
                to: "{{bucket.StoreUrl}}"
            registries:
              plainHttp: ["{{Stage.One.Registry}}"]
            """);
        await Stage.Images.PushToolAsync(Stage.One, "unlisted/tool");
        Stage.WriteImages(("app", Stage.Images.AppImage.Digest, ["v1"]));

        (await Stage.RunAsync("images", "--confirm", "--sync", mirrors)).Succeeded();

        await bucket.ShouldHoldAsync(Stage.Images.AppBlobs);
        await bucket.Log.TakeAsync();
        (await Stage.RunAsync("images", "--confirm", "--sync", mirrors)).Succeeded();
        (await bucket.Log.TakeAsync()).ShouldNotContain(entry => entry.Method == "PUT" && entry.Target.Contains(S3Bucket.BlobPrefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_TheBucketRefuses_TheRegistriesHaveEverythingAndTheNextRunFillsIt()
    {
        var bucket = await (await gateway.StartedAsync()).MakeBucketAsync();
        var mirrors = Stage.Operator.Write("mirrors.yaml", $$"""
            mirrors:
              - {name: promoted, from: [{allRepositories: "{{Stage.One.Registry}}"}], to: "{{bucket.StoreUrl}}"}
            """);
        Stage.Operator.WithWrongKeys();
        (await Stage.RunAsync("images", "--confirm", "--sync", mirrors)).ExitedWith(1);
        await Stage.ShouldBePromotedAsync();
        (await bucket.KeysAsync()).ShouldBeEmpty();

        Stage.Operator.WithRightKeys();
        (await Stage.RunAsync("images", "--confirm", "--sync", mirrors)).Succeeded();

        await bucket.ShouldHoldAsync(Stage.Images.TestBlobs);
    }
}
