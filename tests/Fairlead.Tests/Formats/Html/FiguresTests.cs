using Fairlead.Formats.Html;

namespace Fairlead.Tests.Formats.Html;

/// <summary>The spaces in what is expected stand for ones that do not break.</summary>
public sealed class FiguresTests
{
    private const double TiB = 1L << 40;

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1,023 B")]
    [InlineData(1024, "1.00 KiB")]
    [InlineData(1.5 * TiB, "1.50 TiB")]
    [InlineData(9.996 * TiB, "10.0 TiB")]
    [InlineData(12.34 * TiB, "12.3 TiB")]
    [InlineData(99.96 * TiB, "100 TiB")]
    [InlineData(1000 * TiB, "1,000 TiB")]
    [InlineData(1023.9 * TiB, "1.00 PiB")]
    [InlineData(9223372036854775807.0, "8.00 EiB")]
    public void Bytes_AnyAmount_ThreeDigitsAndAUnit(double bytes, string text) => Figures.Bytes(bytes).ShouldBe(Spaced(text));

    [Theory]
    [InlineData(0, 100, "0 %")]
    [InlineData(1, 1_000_000, "< 0.1 %")]
    [InlineData(999_999, 1_000_000, "> 99.9 %")]
    [InlineData(1, 3, "33.3 %")]
    [InlineData(7, 7, "100 %")]
    [InlineData(3, 2, "150.0 %")]
    [InlineData(0, 0, "–")]
    public void Share_AnyPart_NeitherHidesNorExaggerates(double part, double whole, string text) => Figures.Share(part, whole).ShouldBe(Spaced(text));

    [Theory]
    [InlineData("0", "EUR 0.00")]
    [InlineData("0.004", "EUR < 0.01")]
    [InlineData("1234567.891", "EUR 1,234,567.89")]
    [InlineData("-5.5", "EUR -5.50")]
    public void Money_AnyAmount_TwoDecimals(string amount, string text) =>
        Figures.Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "EUR").ShouldBe(Spaced(text));

    [Fact]
    public void RoundMoney_FromAThousandOn_HasNoDecimals()
    {
        Figures.RoundMoney(999.5m, "USD").ShouldBe(Spaced("USD 999.50"));
        Figures.RoundMoney(1234.4m, "USD").ShouldBe(Spaced("USD 1,234"));
    }

    [Fact]
    public void Count_WithNoun_AgreesWithIt()
    {
        Figures.Count(1, "file", "files").ShouldBe(Spaced("1 file"));
        Figures.Count(12_345, "file", "files").ShouldBe(Spaced("12,345 files"));
    }

    [Fact]
    public void Time_OfSeconds_IsUtc() => Figures.Time(1_761_955_201).ShouldBe("1 Nov 2025 00:00 UTC");

    private static string Spaced(string text) => text.Replace(' ', '\u00A0');
}
