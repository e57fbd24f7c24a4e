using System.Globalization;
using System.Text;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary>The sums of a report as people read them, in at most 120 columns.</summary>
internal sealed class ReportText
{
    private const int MaxName = 40; // what is left of 120 columns beside numbers that are as long as they can be
    private const int MaxShortName = 26;
    private const int MaxProviders = 10;
    private const int MaxBackends = 20;
    private const int MaxLabel = 18;

    private readonly TrafficReport _report;
    private readonly TextWriter _output;
    private readonly string? _currency;

    private ReportText(TrafficReport report, TextWriter output) => (_report, _output, _currency) = (report, output, report.Options.Prices?.Currency);

    /// <summary>Writes all sums; rows are for the other formats.</summary>
    public static void Write(TrafficReport report, Stream output, DateTimeOffset now)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        new ReportText(report, writer).Write(now);
    }

    private void Write(DateTimeOffset now)
    {
        WriteTotals();
        WriteCosts();
        WriteAge(now);
        WriteProviders();
        WriteRanks("by backend", _report.Backends, MaxBackends);
        WriteRanks("by network", _report.Asns);
        WriteRanks("by image", _report.Images);
        WriteRanks("by region", _report.Regions);
        WriteRanks("by country", _report.Countries);
        WriteBudgets();
        WriteDropped();
    }

    private void WriteTotals()
    {
        var totals = _report.Totals;
        Line("periods", _report.Periods.Count switch
        {
            0 => "none: there is no traffic in it",
            1 => _report.Periods[0],
            var count => $"{_report.Periods[0]} to {_report.Periods[^1]}, {ByteText.Count(count)} {(_report.Options.IsByDay ? "days" : "months")}",
        });
        Line("requests", ByteText.Count(totals.Requests));
        Line("bytes", $"{ByteText.Of(totals.Bytes)} ({ByteText.Count(totals.Bytes)})");
        Line("clients", totals.Clients is { } clients ? $"about {ByteText.Count(clients)}" : "not known over all periods");
        Line("own cloud", $"{Share(totals.OwnCloudBytes, totals.CloudBytes)} of the bytes to clients of providers came from their own ({ByteText.Of(totals.OwnCloudBytes)} of {ByteText.Of(totals.CloudBytes)})");
        Line("unattributed", $"{ByteText.Count(totals.UnattributedRequests, "request", "requests")} ({Share(totals.UnattributedRequests, totals.Requests)}), {ByteText.Of(totals.UnattributedBytes)}");
        if (_report.Options.MinClients > 1) Line("folded", $"{ByteText.Count(totals.FoldedCells, "row", "rows")} of fewer than {ByteText.Count(_report.Options.MinClients)} clients, into \"other\"");
    }

    private void WriteCosts()
    {
        if (_report.Options.Prices is not { } prices || _report.Totals.Cost is not { } cost) return;
        Line("cost", string.Create(CultureInfo.InvariantCulture, $"{MoneyText.Of(cost)} {prices.Currency}, by prices of {prices.Date:yyyy-MM-dd}"));
        if (_report.Totals.UnpricedBytes is > 0 and var unpriced) Line("unpriced", $"{ByteText.Of(unpriced)}, which the price book has no entry for, and which {MoneyText.Of(cost)} is without");
        Line("without mirrors", _report.Totals.CostWithoutMirrors switch
        {
            null => "not known: no part knows the upstream, or the price book has no entry for it",
            var without when without >= cost => $"{MoneyText.Of(without.Value)} {prices.Currency} from {Short(_report.Summary.Upstream, MaxShortName)}: mirrors save {MoneyText.Of(without.Value - cost)}",
            var without => $"{MoneyText.Of(without.Value)} {prices.Currency} from {Short(_report.Summary.Upstream, MaxShortName)}: mirrors cost {MoneyText.Of(cost - without.Value)} more",
        });
    }

    private void WriteAge(DateTimeOffset now)
    {
        var logs = _report.Summary.Logs;
        if (logs is { First: { } first, Last: { } last }) Line("logs", $"{Time(first)} to {Time(last)}, {Age(now, last)} old");
        if (_report.Summary.NetworksAsOf is { } networks) Line("networks", $"as of {Time(networks)}, {Age(now, networks)} old");
    }

    private void WriteProviders()
    {
        if (_report.Providers.Count == 0) return;
        var table = Table("period", "provider");
        for (var i = 0; i < _report.Periods.Count; i++)
        {
            var there = _report.Providers.Where(provider => provider.ByPeriod[i].Requests > 0).ToList();
            foreach (var provider in there.Take(MaxProviders)) Add(table, provider.ByPeriod[i], _report.Periods[i], Short(provider.Provider, MaxShortName));
            var rest = there.Skip(MaxProviders).Select(provider => provider.ByPeriod[i]).ToList();
            if (rest.Count > 0) Add(table, rest.Aggregate(Together), _report.Periods[i], $"({ByteText.Count(rest.Count)} more)");
        }
        Write("by provider of the clients", table);
    }

    private void WriteRanks(string heading, IReadOnlyList<RankedItem> items, int most = TrafficReport.MostRanked)
    {
        if (items.Count == 0) return;
        var table = Table("name");
        foreach (var item in items.Take(most)) Add(table, item.Sum, Short(item.Name));
        if (items.Count > most) Add(table, items.Skip(most).Select(item => item.Sum).Aggregate(Together), $"({ByteText.Count(items.Count - most)} more)");
        Write(heading, table);
    }

    private void WriteBudgets()
    {
        if (_report.Budgets.Count == 0) return;
        var table = new TextTable("provider", "period", $">credit {_currency}", ">used", ">share", ">left");
        foreach (var budget in _report.Budgets)
        {
            table.Add(Short(budget.Provider, MaxShortName), budget.Period, MoneyText.Of(budget.Amount), MoneyText.Of(budget.Used),
                budget.Amount == 0 ? "-" : AmountText.Percent((double)(100 * budget.Used / budget.Amount)), MoneyText.Of(budget.Amount - budget.Used));
        }
        Write("credits", table);
    }

    private void WriteDropped()
    {
        var (logs, unnamed) = (_report.Summary.Logs, _report.Summary.UnnamedRequests);
        _output.WriteLine();
        _output.WriteLine($"{ByteText.Count(logs.Lines, "line", "lines")} of {ByteText.Count(logs.Files, "log", "logs")}: {ByteText.Count(logs.Requests, "request", "requests")}, {ByteText.Count(logs.Duplicates)} that were there twice, {ByteText.Count(logs.Ignored)} of other kinds, {ByteText.Count(logs.BadLines)} bad");
        if (logs.DamagedFiles > 0) _output.WriteLine($"{ByteText.Count(logs.DamagedFiles, "log", "logs")} damaged or cut off: what was before the damage is counted");
        if (unnamed > 0) _output.WriteLine($"{ByteText.Count(unnamed, "request", "requests")} under \"other\": there were more names than there is room for");
        if (logs.Bad.Count == 0) return;
        var table = new TextTable("bad lines of", "because", ">lines", "for example (x a letter, 9 a digit)");
        foreach (var bad in logs.Bad) table.Add(bad.Format, Short(bad.Problem, 36), ByteText.Count(bad.Count), Example(bad));
        Write("dropped", table);
    }

    private TextTable Table(params string[] names) =>
        new([.. names, ">requests", ">bytes", ">own cloud", ">clients", .. _currency is null ? Array.Empty<string>() : [$">{_currency}"]]);

    private void Add(TextTable table, TrafficSum sum, params string[] names) => table.Add(
    [
        .. names, ByteText.Count(sum.Requests), ByteText.Of(sum.Bytes), Share(sum.OwnCloudBytes, sum.Bytes), sum.Clients is { } clients ? ByteText.Count(clients) : "-",
        .. _currency is null ? Array.Empty<string>() : [MoneyText.Of(sum.Cost ?? 0)],
    ]);

    private void Write(string heading, TextTable table)
    {
        _output.WriteLine();
        _output.WriteLine($"{heading}:");
        table.Write(_output);
    }

    private void Line(string label, string text) => _output.WriteLine(TerminalText.Of($"{label.PadRight(MaxLabel)}{text}"));

    private static TrafficSum Together(TrafficSum one, TrafficSum other) =>
        new(CappedSum.Of(one.Requests, other.Requests), CappedSum.Of(one.Bytes, other.Bytes), CappedSum.Of(one.OwnCloudBytes, other.OwnCloudBytes), null, one.Cost + other.Cost, null);

    private static string Example(BadLine bad) => bad.Shapes.Count == 0 ? "-" : Short(bad.Shapes[0], MaxName);

    private static string Short(string? name, int most = MaxName) => name is null ? "(not known)" : name.Length <= most ? name : $"{name.AsSpan(0, most - 3)}...";

    private static string Share(long part, long whole) => whole == 0 ? "-" : AmountText.Percent(100.0 * part / whole);

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("u", CultureInfo.InvariantCulture);

    private static string Age(DateTimeOffset now, long seconds) => AmountText.Age(now - DateTimeOffset.FromUnixTimeSeconds(seconds));
}
