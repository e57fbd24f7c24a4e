using Fairlead.Redirector.Status.Html;

namespace Fairlead.Tests.Redirector.Status.Html;

public sealed class StatusTextTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(86_399, "23 h 59 min")]
    [InlineData(86_400 * 400, "400 d 0 h")]
    public void Age_Seconds_IsInTheGreatestUnits(double seconds, string text) => Plain(StatusText.Age(TimeSpan.FromSeconds(seconds))).ShouldBe(text);

    [Theory]
    [InlineData(0, 60, "0")]
    [InlineData(1, 60, "0.02")]
    [InlineData(90, 60, "1.5")]
    [InlineData(60_000, 60, "1,000")]
    [InlineData(7, 0, "7.0")]
    public void Rate_CountInTime_HasAsManyDigitsAsSayAnything(long count, double seconds, string text) => StatusText.Rate(count, TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.00042, "0.4 ms")]
    [InlineData(0.0123, "12 ms")]
    [InlineData(2.5, "2,500 ms")]
    public void Milliseconds_Seconds_AreShort(double? seconds, string text) => Plain(StatusText.Milliseconds(seconds)).ShouldBe(text);

    [Fact]
    public void Time_AnyOffset_IsUtc() => StatusText.Time(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))).ShouldBe("2026-01-02 01:04:05 UTC");

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
