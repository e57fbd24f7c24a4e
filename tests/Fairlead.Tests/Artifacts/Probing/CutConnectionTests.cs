using System.Globalization;
using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Images;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>Downloads that break off, and go on by Range.</summary>
public sealed class CutConnectionTests
{
    private static readonly Blob s_held = Blob.Of("application/octet-stream", SeededContent.Of(5, 3000));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Get_CutUpToThreeTimes_GoesOnByRange(int cuts)
    {
        var probe = await ProbeAsync(cuts);
        probe.Passed.ShouldBeTrue();
        Detail(probe).ShouldBe(string.Create(CultureInfo.InvariantCulture, $"the connection was cut {cuts} time(s), and the rest came by Range"));
        probe.Checks.Single(check => check.Name == CheckName.Digest).Status.ShouldBe(CheckStatus.Passed);
    }

    [Fact]
    public async Task Get_CutAgainAndAgain_Fails() => Failed(await ProbeAsync(cuts: 4)).ShouldBe([CheckName.Get]);

    [Fact]
    public async Task Get_CutBeforeAnyByte_Fails() => Failed(await ProbeAsync(cuts: 1, perConnection: 0)).ShouldBe([CheckName.Get]);

    [Fact]
    public async Task Get_CutWhereRangesArePassedOver_FailsAndSaysBoth()
    {
        var probe = await ProbeAsync(cuts: 1, passesOverRanges: true);
        Detail(probe).ShouldStartWith("cut after 500 of 3000 bytes, and then: 127.0.0.1:");
        Detail(probe).ShouldEndWith(" answers 200, not 206: it passes over the Range");
    }

    private static string Detail(BlobProbe probe) => probe.Checks.Single(check => check.Name == CheckName.Get).Detail!;

    private static IEnumerable<string> Failed(BlobProbe probe) => probe.Checks.Where(check => check.Status == CheckStatus.Failed).Select(check => check.Name);

    private static async Task<BlobProbe> ProbeAsync(int cuts, int perConnection = 500, bool passesOverRanges = false)
    {
        using var mirror = new CuttingMirror(s_held.Content, perConnection, cuts, passesOverRanges).Start();
        await using var redirector = await LyingRedirector.StartAsync(context => LyingRedirector.Redirect(context, mirror.Url));
        return await LyingRedirector.ProbeAsync(redirector, new ProbedBlob("a/b", s_held.Digest, s_held.Size));
    }
}
