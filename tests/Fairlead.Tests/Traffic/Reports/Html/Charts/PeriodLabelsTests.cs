using System.Globalization;
using Fairlead.Traffic.Reports.Html.Charts;

namespace Fairlead.Tests.Traffic.Reports.Html.Charts;

public sealed class PeriodLabelsTests
{
    [Fact]
    public void For_TwoMonths_LabelsBothWithTheirYears() => PeriodLabels.For(["2025-12", "2026-01"]).ShouldBe(
    [
        new PeriodLabel(0, "Dec", "2025", IsMinor: false),
        new PeriodLabel(1, "Jan", "2026", IsMinor: false),
    ]);

    [Fact]
    public void For_AYearOfMonths_LabelsAllButFewInNarrowWindows()
    {
        var labels = PeriodLabels.For([.. Enumerable.Range(1, 12).Select(month => $"2026-{month:00}")]);

        labels.Count.ShouldBe(12);
        labels.Count(label => !label.IsMinor).ShouldBe(4);
        labels.Count(label => label.Year is not null).ShouldBe(1);
    }

    [Fact]
    public void For_AYearOfDays_LabelsTheBeginningsOfMonths()
    {
        var labels = PeriodLabels.For(Days(365));

        labels.Count.ShouldBe(12);
        labels.ShouldAllBe(label => label.Text.StartsWith("1 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(100)]
    [InlineData(4_000)]
    public void For_AnyNumberOfDays_IsBounded(int days)
    {
        var labels = PeriodLabels.For(Days(days));

        labels.Count.ShouldBeInRange(1, 12);
        labels.Count(label => !label.IsMinor).ShouldBeInRange(1, 4);
    }

    [Fact]
    public void For_WhatIsNoPeriod_LabelsItAsItIs() => PeriodLabels.For(["2026-13", "x"]).Select(label => label.Text).ShouldBe(["2026-13", "x"]);

    [Theory]
    [InlineData("2026-10", "Oct 2026")]
    [InlineData("2026-10-31", "31 Oct 2026")]
    [InlineData("2026", "2026")]
    public void Long_OfPeriods_IsAsPeopleReadThem(string period, string text) => PeriodName.Long(period).ShouldBe(text);

    private static IReadOnlyList<string> Days(int count) =>
        [.. Enumerable.Range(0, count).Select(day => new DateOnly(2026, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
}
