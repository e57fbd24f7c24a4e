namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>All traffic of a period.</summary>
/// <param name="Bytes">Bytes sent; a floating number, since it adds what others added already.</param>
/// <param name="CloudBytes">Of those, to clients of some provider.</param>
/// <param name="OwnCloudBytes">Of those, from a backend of the client's own provider.</param>
/// <param name="Cost">What it cost, as far as that is known.</param>
/// <param name="CostWithoutMirrors">What it would have cost from the upstream, as far as that is known.</param>
internal sealed record PeriodSum(double Bytes, double CloudBytes, double OwnCloudBytes, decimal Cost, decimal CostWithoutMirrors)
{
    /// <summary>One for each of the report's periods.</summary>
    public static IReadOnlyList<PeriodSum> Of(TrafficReport report) => [.. report.Periods.Select((_, period) => Of(report, period))];

    private static PeriodSum Of(TrafficReport report, int period)
    {
        var sum = new PeriodSum(0, 0, 0, 0, 0);
        foreach (var provider in report.Providers)
        {
            var part = provider.ByPeriod[period];
            var isCloud = provider.Provider is not null;
            sum = new(
                sum.Bytes + part.Bytes,
                sum.CloudBytes + (isCloud ? part.Bytes : 0),
                sum.OwnCloudBytes + (isCloud ? part.OwnCloudBytes : 0),
                sum.Cost + (part.Cost ?? 0),
                sum.CostWithoutMirrors + (part.CostWithoutMirrors ?? 0));
        }

        return sum;
    }
}
