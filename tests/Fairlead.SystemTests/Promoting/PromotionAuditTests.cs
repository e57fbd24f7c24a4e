using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Mirroring;

namespace Fairlead.SystemTests.Promoting;

/// <summary><c>fairlead promote audit</c>: what registries hold, against the manifests.</summary>
public sealed class PromotionAuditTests(MirrorSources sources) : IAsyncLifetime
{
    private PromotionStage? _stage;

    private PromotionStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    public async ValueTask InitializeAsync() => _stage = await PromotionStage.StartAsync(sources);

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    [Fact]
    public async Task Audit_NothingPromotedYet_EverythingIsMissing()
    {
        var result = (await Stage.RunAsync("audit", "--json")).ExitedWith(1);

        foreach (var (_, digest, _) in Stage.Promoted) result.Output.ShouldContain(digest.ToString());
    }

    [Fact]
    public async Task Audit_MovedAndExtra_OneAndBothAreNamed()
    {
        (await Stage.RunAsync("images", "--confirm")).Succeeded();
        await PromotionStage.MoveTagAsync(Stage.One, $"{PromotionStage.OnePath}/tool", "latest");
        await PromotionStage.MoveTagAsync(Stage.One, $"{PromotionStage.OnePath}/tool", "nobody-asked-for-this");

        var result = (await Stage.RunAsync("audit")).ExitedWith(1);

        result.Output.ShouldContain("moved");
        result.Output.ShouldContain("latest");
        result.Output.ShouldContain("extra");
        result.Output.ShouldContain("nobody-asked-for-this");
        (await PromotionStage.WritesAsync(Stage.Two)).ShouldNotContain(entry => entry.Target.Contains("nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_SignedImagesAlone_ZeroOncePromoted()
    {
        Stage.WriteImages(("app", Stage.Images.AppImage.Digest, ["v1"]));
        (await Stage.RunAsync("images", "--confirm")).Succeeded();

        (await Stage.RunAsync("audit")).Succeeded();
    }
}
