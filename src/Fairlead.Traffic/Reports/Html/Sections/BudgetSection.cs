using Fairlead.Formats.Html;
using Fairlead.Traffic.Reports.Html.Charts;
using Fairlead.Traffic.Reports.Html.Markup;

namespace Fairlead.Traffic.Reports.Html.Sections;

/// <summary>What providers give, and how much of it is used.</summary>
internal sealed class BudgetSection : ReportSection
{
    public override string Id => "budgets";

    public override string Title => "Budgets";

    public override bool IsIn(TrafficReport report) => report.Budgets.Count > 0;

    public override void Write(HtmlWriter html, TrafficReport report)
    {
        using var table = new HtmlTable(html, "budgets-table", $"Budgets and what was used of them, in {report.Options.Prices?.Currency}",
            new("Provider", IsNumber: false), new("For", IsNumber: false), new("Used of it"), new("Used"), new("Budget"), new("Left"));
        foreach (var budget in report.Budgets)
        {
            using var row = table.Row(budget.Provider);
            table.Words(PeriodName.Long(budget.Period));
            var isOver = budget.Used > budget.Amount;
            table.NumberWithBar(Figures.Share((double)budget.Used, (double)budget.Amount), budget.Amount > 0 ? (double)(budget.Used / budget.Amount) : 0, isOver ? "s4" : "s0");
            table.Number(Figures.Money(budget.Used));
            table.Number(Figures.Money(budget.Amount));
            table.Number(isOver ? $"{Figures.Money(budget.Used - budget.Amount)} over" : Figures.Money(budget.Amount - budget.Used));
        }
    }
}
