using Fairlead.Cli;

namespace Fairlead.Tests.Cli;

public sealed class ByteTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 kB")]
    [InlineData(1250, "1.2 kB")]
    [InlineData(9949, "9.9 kB")]
    [InlineData(9951, "10 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1 MB")]
    [InlineData(1_234_567_890, "1.2 GB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    public void Of_Bytes_HasTwoOrThreeDigits(long bytes, string text) => ByteText.Of(bytes).ShouldBe(text);

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.2, "1 s")]
    [InlineData(59.5, "60 s")]
    [InlineData(61, "2 min")]
    [InlineData(3661, "1 h 1 min")]
    [InlineData(360_000, "100 h 0 min")]
    public void Left_Seconds_IsRoundedUp(double seconds, string text) => ByteText.Left(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
