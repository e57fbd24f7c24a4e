using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Reports;

namespace Fairlead.Tests.Traffic.Reports;

public sealed class ClientFoldTests
{
    [Theory]
    [InlineData(1, 2, 3000)]
    [InlineData(2, 5, 3000)]
    [InlineData(3, 10, 300)]
    [InlineData(4, 30, 300)]
    [InlineData(5, 1000, 300)]
    public void Build_MinClients_LeavesNoRowOfFewerAndNoSumChanged(int seed, int minClients, int count)
    {
        var random = new Random(seed);
        var cells = Enumerable.Range(0, count).Select(_ => SampleCell.Random(random)).ToList();
        var options = new ReportOptions { Prices = PlainPrices.Book };
        var whole = ReportBuilderTests.Report(cells, options);
        var folded = ReportBuilderTests.Report(cells, options with { MinClients = minClients });

        folded.Totals.ShouldBe(whole.Totals with { FoldedCells = folded.Totals.FoldedCells });
        folded.Totals.FoldedCells.ShouldBeGreaterThanOrEqualTo(whole.Rows.Count(row => (row.Clients ?? 0) < minClients));
        folded.Rows.Count.ShouldBe(folded.Rows.ToList().Count);
        folded.Rows.Sum(row => row.Requests).ShouldBe(whole.Totals.Requests);
        folded.Rows.Sum(row => row.Bytes).ShouldBe(whole.Totals.Bytes);
        folded.Rows.Sum(row => row.Cost ?? 0).ShouldBe(whole.Totals.Cost!.Value);
        folded.Providers.Sum(provider => provider.Total.Bytes).ShouldBe(whole.Totals.Bytes);
        folded.Images.Sum(image => image.Sum.Requests).ShouldBe(whole.Totals.Requests);
        folded.Rows.Select(row => (row.Period, row.Backend, row.Provider, row.Region, row.Asn, row.AsnName, row.Country, row.Kind, row.Status, row.Image)).ShouldBeUnique();
        foreach (var period in folded.Rows.GroupBy(row => row.Period))
        {
            if (period.All(row => row.Clients >= minClients)) continue;
            var only = period.ShouldHaveSingleItem(); // the whole period has fewer
            (only.Backend, only.Provider, only.Region, only.AsnName, only.Country, only.Kind, only.Status, only.Image).ShouldBe(
                ("other", "other", "other", "other", "other", "other", "other", "other"));
        }
    }

    [Fact]
    public void Build_FewClientsOfAnAsn_FoldWithoutWhereTheyAre()
    {
        SampleCell[] cells = [With(1, 0, 1, 2), With(2, 3), With(3, 4, 5)];
        var report = ReportBuilderTests.Report(cells, new ReportOptions { MinClients = 3 });
        report.Rows.Select(row => (row.Provider, row.Region, row.Asn, row.AsnName, row.Image, row.Clients)).ShouldBe(
            [("amazon", "eu-west-3", 1u, null, "team/app", 3), ("amazon", "other", 0u, "other", "other", 3)]);
        report.Totals.FoldedCells.ShouldBe(2);
        report.Asns.Select(item => item.Name).ShouldBe(["AS1", "other"], ignoreOrder: true);
    }

    [Fact]
    public void Build_OneClientLeftOver_TakesTheSmallestOtherRowAlong()
    {
        SampleCell[] cells = [With(1, 0, 1, 2), With(2, 3, 4, 5, 6) with { Provider = "google" }, With(3, 7) with { Provider = null }];
        var rows = ReportBuilderTests.Report(cells, new ReportOptions { MinClients = 3 }).Rows.ToList();
        rows.Select(row => (row.Provider, row.Clients)).ShouldBe([("google", 4), ("other", 4)]);
    }

    [Fact]
    public void Build_ClientsNotKnown_AreTooFew()
    {
        var report = ReportBuilderTests.Report([With(1), With(2) with { Backend = "mirror-oregon" }], new ReportOptions { MinClients = 2 });
        var row = report.Rows.ShouldHaveSingleItem();
        (row.Backend, row.Requests, row.Clients).ShouldBe(("other", 2, null));
    }

    [Fact]
    public void Build_MinClientsOne_FoldsNothing() =>
        ReportBuilderTests.Report([With(1), With(2)], new ReportOptions { MinClients = 1 }).Rows.Count.ShouldBe(2);

    private static SampleCell With(uint asn, params int[] clients) => new() { Asn = asn, Clients = clients.ToDictionary(client => client, _ => 1) };
}
