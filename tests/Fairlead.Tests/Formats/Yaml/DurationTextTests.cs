using Fairlead.Formats.Yaml;

namespace Fairlead.Tests.Formats.Yaml;

public class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2s", 2_000)]
    [InlineData("1m", 60_000)]
    [InlineData("12h", 43_200_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("0s", 0)]
    [InlineData("0001s", 1_000)]
    public void TryParse_NumberAndUnit_IsRead(string text, long milliseconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("s")]
    [InlineData("2 s")]
    [InlineData("-2s")]
    [InlineData("+2s")]
    [InlineData("1.5s")]
    [InlineData("1h30m")]
    [InlineData("2S")]
    [InlineData("2w")]
    [InlineData("1234567890s")]
    [InlineData("999999999d")]
    [InlineData("٢s")]
    public void TryParse_AnythingElse_IsRefused(string text) => DurationText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("10ms")]
    [InlineData("0s")]
    [InlineData("90s")]
    [InlineData("5m")]
    [InlineData("12h")]
    [InlineData("30d")]
    public void Format_WhatWasParsed_IsTheSame(string text)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        DurationText.Format(duration).ShouldBe(text);
    }
}
