using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Promoting;

/// <summary><c>fairlead promote diff</c>, and <c>add</c> before it, in a clone that git made.</summary>
public sealed class PromotionDiffTests(MirrorSources sources) : IAsyncLifetime
{
    private const string Images = "images/team/images.yaml";

    private PromotionStage? _stage;
    private PromotionClone? _clone;

    private PromotionStage Stage => _stage ?? throw new InvalidOperationException("the stage is not set");

    private PromotionClone Clone => _clone ?? throw new InvalidOperationException("there is no clone");

    public async ValueTask InitializeAsync()
    {
        _stage = await PromotionStage.StartAsync(sources);
        Stage.WriteImages(("app", Stage.Images.AppImage.Digest, ["v1"]));
        _clone = await PromotionClone.OfAsync(Stage.Folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        Clone.Dispose();
        await Stage.DisposeAsync();
    }

    [Fact]
    public async Task Diff_WhatAddHasWritten_ThatImageAtBothDestinationsAndNothingElse()
    {
        (await Stage.Operator.PromoteAsync(["add", "--manifests", Clone.Path, $"{Stage.Source}/tool:v1", .. PromotionStage.PlainHttp(Stage.Staging.Registry)])).Succeeded();
        await Clone.CommitAsync();

        var offline = (await DiffAsync("main...HEAD", "--offline")).Succeeded();
        var asked = (await DiffAsync("main..HEAD", [.. PromotionStage.PlainHttp(Stage.Staging.Registry, Stage.One.Registry, Stage.Two.Registry)])).Succeeded();

        foreach (var output in new[] { offline.Output, asked.Output })
        {
            output.ShouldContain("tool");
            output.ShouldContain(Stage.Images.ToolImage.Digest.ToString()[..19]);
            output.ShouldNotContain(Stage.Images.AppImage.Digest.ToString()[..19]);
        }
        foreach (var registry in new[] { Stage.One, Stage.Two }) (await PromotionStage.WritesAsync(registry)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Diff_ATagOfAnotherDigest_One()
    {
        var file = Path.Combine(Clone.Path, Images);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(Stage.Images.AppImage.Digest.ToString(), Stage.Images.ToolImage.Digest.ToString(), StringComparison.Ordinal));
        await Clone.CommitAsync();

        (await DiffAsync("main..HEAD", "--offline")).ExitedWith(1).ToString().ShouldContain("v1");
    }

    [Fact]
    public async Task Diff_ASymbolicLinkAmongTheManifests_TwoAndNothingOfWhatItLeadsTo()
    {
        var secret = Stage.Operator.Write("secret", "- name: what-nobody-should-see\n");
        File.Delete(Path.Combine(Clone.Path, Images));
        File.CreateSymbolicLink(Path.Combine(Clone.Path, Images), secret);
        await Clone.CommitAsync();

        (await DiffAsync("main..HEAD", "--offline")).ExitedWith(2).ToString().ShouldNotContain("nobody-should-see");
    }

    [Fact]
    public async Task Diff_MarkupAndControlCharactersInNames_AreShownAsNeither()
    {
        await File.AppendAllTextAsync(Path.Combine(Clone.Path, Images), $"- name: \"<img src=x>\\e[31m\"\n  dmap:\n    \"{Digest.Of("x"u8)}\": [\"v1\"]\n");
        await Clone.CommitAsync();

        var result = (await DiffAsync("main..HEAD", "--offline", "--markdown")).ExitedWith(2);

        result.ToString().ShouldNotContain("\e");
        // Between backticks, which a name can't end, it is code.
        string.Concat(result.Output.Split('`').Where((_, part) => part % 2 == 0)).ShouldNotContain("<img");
    }

    private Task<CommandResult> DiffAsync(string range, params IEnumerable<string> more) => Stage.Operator.PromoteAsync(["diff", range, "--repository", Clone.Path, .. more]);
}
