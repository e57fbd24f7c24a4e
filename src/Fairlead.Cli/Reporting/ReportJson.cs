using System.Globalization;
using System.Text.Json;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary>A report as one JSON object, with every row. What is not known is null; costs are numbers with all their places.</summary>
internal static class ReportJson
{
    /// <summary>Writes all of it, in memory that doesn't grow with the rows.</summary>
    public static void Write(TrafficReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("by", report.Options.IsByDay ? "day" : "month");
        json.WriteNumber("minClients", report.Options.MinClients);
        if (report.Options.Prices is { } prices) WritePrices(json, prices);
        WriteTotals(json, report.Totals);
        WriteLogs(json, report.Summary);
        json.WriteStartArray("periods");
        foreach (var period in report.Periods) json.WriteStringValue(period);
        json.WriteEndArray();
        WriteProviders(json, report);
        WriteRanks(json, "backends", report.Backends);
        WriteRanks(json, "asns", report.Asns);
        WriteRanks(json, "images", report.Images);
        WriteRanks(json, "regions", report.Regions);
        WriteRanks(json, "countries", report.Countries);
        WriteBudgets(json, report.Budgets);
        ReportRowsJson.Write(json, report.Rows);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void WritePrices(Utf8JsonWriter json, PriceBook prices)
    {
        json.WriteStartObject("prices");
        json.WriteString("currency", prices.Currency);
        json.WriteString("date", prices.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartArray("sources");
        foreach (var source in prices.Sources) json.WriteStringValue(source);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, ReportTotals totals)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("requests", totals.Requests);
        json.WriteNumber("bytes", totals.Bytes);
        Write(json, "clients", totals.Clients);
        json.WriteNumber("unattributedRequests", totals.UnattributedRequests);
        json.WriteNumber("unattributedBytes", totals.UnattributedBytes);
        json.WriteNumber("ownCloudBytes", totals.OwnCloudBytes);
        json.WriteNumber("cloudBytes", totals.CloudBytes);
        json.WriteNumber("badLines", totals.BadLines);
        Write(json, "cost", totals.Cost);
        Write(json, "costWithoutMirrors", totals.CostWithoutMirrors);
        Write(json, "unpricedBytes", totals.UnpricedBytes);
        json.WriteNumber("foldedCells", totals.FoldedCells);
        json.WriteEndObject();
    }

    private static void WriteLogs(Utf8JsonWriter json, PartSummary summary)
    {
        json.WriteStartObject("logs");
        LogsJson.WriteCounts(json, summary.Logs);
        json.WriteNumber("unnamedRequests", summary.UnnamedRequests);
        LogsJson.WriteTime(json, "networksAsOf", summary.NetworksAsOf);
        json.WriteString("upstream", summary.Upstream);
        json.WriteEndObject();
    }

    private static void WriteProviders(Utf8JsonWriter json, TrafficReport report)
    {
        json.WriteStartArray("providers");
        foreach (var provider in report.Providers)
        {
            json.WriteStartObject();
            json.WriteString("provider", provider.Provider);
            WriteSum(json, provider.Total);
            json.WriteStartArray("byPeriod");
            for (var i = 0; i < report.Periods.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("period", report.Periods[i]);
                WriteSum(json, provider.ByPeriod[i]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteRanks(Utf8JsonWriter json, string key, IReadOnlyList<RankedItem> items)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name);
            WriteSum(json, item.Sum);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteBudgets(Utf8JsonWriter json, IReadOnlyList<BudgetUse> budgets)
    {
        json.WriteStartArray("budgets");
        foreach (var budget in budgets)
        {
            json.WriteStartObject();
            json.WriteString("provider", budget.Provider);
            json.WriteString("period", budget.Period);
            json.WriteNumber("amount", budget.Amount);
            json.WriteNumber("used", budget.Used);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSum(Utf8JsonWriter json, TrafficSum sum)
    {
        json.WriteNumber("requests", sum.Requests);
        json.WriteNumber("bytes", sum.Bytes);
        json.WriteNumber("ownCloudBytes", sum.OwnCloudBytes);
        Write(json, "clients", sum.Clients);
        Write(json, "cost", sum.Cost);
        Write(json, "costWithoutMirrors", sum.CostWithoutMirrors);
    }

    private static void Write(Utf8JsonWriter json, string key, decimal? number)
    {
        if (number is { } known) json.WriteNumber(key, known);
        else json.WriteNull(key);
    }
}
