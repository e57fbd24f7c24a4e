using Fairlead.Traffic.Pricing;

namespace Fairlead.Tests.Traffic.Pricing;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("10TiB", 10L << 40)]
    [InlineData("1 GiB", 1L << 30)]
    [InlineData("500GB", 500_000_000_000)]
    [InlineData("1kB", 1000)]
    [InlineData("1KiB", 1024)]
    [InlineData("8191PiB", 8191L << 50)]
    public void TryParse_Size_IsItsBytes(string text, long bytes)
    {
        SizeText.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("TiB")]
    [InlineData("-1TiB")]
    [InlineData("1.5TiB")]
    [InlineData("1 Ti")]
    [InlineData("1TiBs")]
    [InlineData("1B")]
    [InlineData("8192PiB")]
    [InlineData("1234567890GB")]
    public void TryParse_AnythingElse_IsRefused(string text) => SizeText.TryParse(text, out _).ShouldBeFalse();
}
