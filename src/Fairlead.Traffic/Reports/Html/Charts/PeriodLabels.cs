namespace Fairlead.Traffic.Reports.Html.Charts;

/// <summary>Chooses the periods that have a label, so that no two labels touch.</summary>
internal static class PeriodLabels
{
    /// <summary>What fits under a chart of some 700 pixels.</summary>
    private const int Most = 12;

    /// <summary>What fits under one of some 240 pixels: a window of 320.</summary>
    private const int MostNarrow = 4;

    /// <summary>More days than these are labelled where months begin.</summary>
    private const int MostDays = 62;

    /// <summary>The labels, from left to right.</summary>
    public static IReadOnlyList<PeriodLabel> For(IReadOnlyList<string> periods)
    {
        var places = Enumerable.Range(0, periods.Count).ToList();
        if (places.Count > MostDays && places.Where(place => PeriodName.BeginsMonth(periods[place])).ToList() is { Count: > 0 } months) places = months;
        places = Every(Steps(places.Count, Most), places);
        var narrow = Steps(places.Count, MostNarrow);
        return [.. places.Select((place, i) => new PeriodLabel(place, PeriodName.Short(periods[place]), YearAt(i), i % narrow != 0))];

        string? YearAt(int i)
        {
            var year = PeriodName.Year(periods[places[i]]);
            return i > 0 && PeriodName.Year(periods[places[i - 1]]) == year ? null : year;
        }
    }

    private static int Steps(int count, int most) => Math.Max(1, (count + most - 1) / most);

    private static List<int> Every(int step, List<int> places) => [.. places.Where((_, i) => i % step == 0)];
}
