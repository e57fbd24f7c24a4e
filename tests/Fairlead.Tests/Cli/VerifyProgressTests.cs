using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Cli;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli;

public sealed class VerifyProgressTests
{
    private const string Clear = "\r\e[2K";

    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new();

    [Fact]
    public void Terminal_EachPhase_DrawsOneLineAgainAndAgain()
    {
        using (var progress = new VerifyProgress("", _output, 100, _time))
        {
            progress.Entered(VerifyPhase.Walking);
            progress.Found(12, 3400);
            Drawn().ShouldBe($"{Clear}reading the sources: 12 images, 3,400 blobs");
            progress.Entered(VerifyPhase.Listing);
            Drawn().ShouldBe($"{Clear}listing the stores");
            progress.Entered(VerifyPhase.Reading);
            progress.ToRead(new CopyTotals(10, 8_000_000));
            Drawn().ShouldBe($"{Clear}reading: 0 of 10 blobs, 0 B of 8 MB");
            progress.Read(1_000_000);
            progress.Checked();
            Drawn().ShouldBe($"{Clear}reading: 1 of 10 blobs, 1 MB of 8 MB, 4 MB/s, 2 s left");
            progress.Entered(VerifyPhase.Rechecking);
            Drawn().ShouldBe($"{Clear}looking once more");
        }
        _output.ToString().ShouldBe(Clear);
    }

    [Fact]
    public void NoTerminal_LongWork_IsALineEveryHalfMinute()
    {
        using (var progress = new VerifyProgress("paris", _output, null, _time))
        {
            progress.Entered(VerifyPhase.Listing);
            _time.Advance(TimeSpan.FromSeconds(29));
            _output.ToString().ShouldBe("");
            _time.Advance(TimeSpan.FromSeconds(31));
        }
        _output.ToString().ReplaceLineEndings("\n").ShouldBe("paris: listing the stores\nparis: listing the stores\n");
    }

    private string Drawn()
    {
        _time.Advance(TimeSpan.FromMilliseconds(250));
        var drawn = _output.ToString();
        _output.GetStringBuilder().Clear();
        return drawn;
    }
}
