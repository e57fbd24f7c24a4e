using System.Globalization;
using System.Text;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

/// <summary>Times of logs in JSON.</summary>
public sealed class Rfc3339TimeTests
{
    [Theory]
    [InlineData("2026-10-10T13:55:36Z", "2026-10-10T13:55:36Z")]
    [InlineData("2026-10-10t13:55:36z", "2026-10-10T13:55:36Z")]
    [InlineData("2026-10-10T13:55:36.9Z", "2026-10-10T13:55:36Z")]
    [InlineData("2026-10-10T13:55:36.123456789123Z", "2026-10-10T13:55:36Z")]
    [InlineData("2026-10-10T00:30:00+05:30", "2026-10-09T19:00:00Z")]
    [InlineData("2026-10-10T13:55:36.5-08:00", "2026-10-10T21:55:36Z")]
    [InlineData("2026-10-10T13:55:36-00:00", "2026-10-10T13:55:36Z")]
    [InlineData("2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")] // a leap second
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    public void TryRead_Time_IsInUtc(string text, string time) => Read(text).ShouldBe(time);

    [Theory]
    [InlineData("")]
    [InlineData("2026-10-10")]
    [InlineData("2026-10-10T13:55:36")]
    [InlineData("2026-10-10 13:55:36Z")]
    [InlineData("2026-10-10T13:55:36.Z")]
    [InlineData("2026-10-10T13:55:36.1")]
    [InlineData("2026-10-10T13:55:36ZZ")]
    [InlineData("2026-10-10T13:55:36+0530")]
    [InlineData("2026-10-10T13:55:36+24:00")]
    [InlineData("2026-10-10T13:55:36+05:60")]
    [InlineData("2026-10-10T24:00:00Z")]
    [InlineData("2026-10-10T13:60:00Z")]
    [InlineData("2026-13-10T13:55:36Z")]
    [InlineData("2026-02-29T13:55:36Z")]
    [InlineData("2026-00-10T13:55:36Z")]
    [InlineData("1970-01-01T00:00:00+00:01")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("2149-01-01T00:00:00Z")]
    [InlineData("20a6-10-10T13:55:36Z")]
    public void TryRead_WhatIsNoTime_IsNone(string text) => Read(text).ShouldBeNull();

    [Fact]
    public void TryRead_EveryMonthOfAHundredYears_AgreesWithTheFramework()
    {
        var reader = new Rfc3339Time();
        for (var time = new DateTimeOffset(1971, 1, 31, 1, 2, 3, TimeSpan.FromHours(-3)); time.Year < 2071; time = time.AddDays(27))
        {
            reader.TryRead(Encoding.UTF8.GetBytes(time.ToString("O")), out var seconds).ShouldBeTrue();
            seconds.ShouldBe(time.ToUnixTimeSeconds());
        }
    }

    private static string? Read(string text) => new Rfc3339Time().TryRead(Encoding.UTF8.GetBytes(text), out var seconds)
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : null;
}
