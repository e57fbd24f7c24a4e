using System.Text;
using System.Text.Json;
using Fairlead.Cli.Reporting;
using Fairlead.Tests.Traffic.Reports;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Reports;

namespace Fairlead.Tests.Cli.Reporting;

public sealed class ReportFormatsTests
{
    private const int Columns = 120;
    private static readonly DateTimeOffset s_now = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Csv_Rows_AreWhatRfc4180Has()
    {
        var lines = Csv(Report(Cell("team/app"), Cell("a,\"b\"") with { Provider = null, Region = null, Asn = 0, Country = null })).Split("\r\n");
        lines.ShouldBe(
        [
            "period,backend,provider,region,asn,asnName,country,kind,status,image,requests,bytes,clients,cost",
            "2026-10,mirror-paris,,,,,,blob,2xx,\"a,\"\"b\"\"\",1,1073741824,2,0.0900004",
            "2026-10,mirror-paris,amazon,eu-west-3,16509,,FR,blob,2xx,team/app,1,1073741824,2,0.0000004",
            "",
        ]);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@sum(1)", "'@sum(1)")]
    [InlineData("\t=1", "?=1")]
    [InlineData("\r\n=1", "??=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("\u001b[2J", "?[2J")]
    [InlineData("=1,2", "\"'=1,2\"")]
    public void Csv_NameThatASpreadsheetWouldRun_IsText(string name, string cell) => Csv(Report(Cell(name))).ShouldContain($",2xx,{cell},1,");

    [Fact]
    public void Json_Report_IsWhatTheSumsAndRowsAre()
    {
        var report = Report(Cell("team/app"), Cell("\u001b]0;x\u0007") with { Provider = null, Region = null, Asn = 0 });
        using var json = JsonDocument.Parse(Json(report));
        var root = json.RootElement;
        var totals = root.GetProperty("totals");
        totals.GetProperty("requests").GetInt64().ShouldBe(2);
        totals.GetProperty("bytes").GetInt64().ShouldBe(2L << 30);
        totals.GetProperty("unattributedRequests").GetInt64().ShouldBe(1);
        totals.GetProperty("badLines").GetInt64().ShouldBe(3);
        totals.GetProperty("clients").GetInt64().ShouldBe(2);
        var rows = root.GetProperty("rows").EnumerateArray().ToList();
        rows.Sum(row => row.GetProperty("cost").GetDecimal()).ShouldBe(totals.GetProperty("cost").GetDecimal());
        rows[0].EnumerateObject().Select(key => key.Name).ShouldBe(
            ["period", "backend", "provider", "region", "asn", "asnName", "country", "kind", "status", "image", "requests", "bytes", "clients", "cost"]);
        rows[0].GetProperty("asn").ValueKind.ShouldBe(JsonValueKind.Null);
        rows[1].GetProperty("asn").GetUInt32().ShouldBe(16509u);
        rows[0].GetProperty("image").GetString().ShouldBe("\u001b]0;x\u0007");
        root.GetProperty("providers")[0].GetProperty("byPeriod")[0].GetProperty("period").GetString().ShouldBe("2026-10");
        root.GetProperty("budgets")[0].GetProperty("amount").GetDecimal().ShouldBe(100);
        root.GetProperty("logs").GetProperty("bad")[0].GetProperty("shapes")[0].GetString().ShouldBe("xxx 999");
        Json(report).ShouldNotContain('\u001b');
    }

    [Fact]
    public void Json_WithoutPrices_HasNoCosts()
    {
        using var json = JsonDocument.Parse(Json(ReportBuilderTests.Report([Cell("a")], new ReportOptions())));
        json.RootElement.TryGetProperty("prices", out _).ShouldBeFalse();
        json.RootElement.GetProperty("totals").GetProperty("cost").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("rows")[0].GetProperty("cost").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Text_Report_TellsEverySum()
    {
        var text = Text(Report(Cell("team/app") with { Bytes = 1L << 40 }, Cell("team/other") with { Provider = null, Region = null, Asn = 0, Country = null }));
        text.ShouldContain("periods           2026-10\n");
        text.ShouldContain("bytes             1.1 TB (1,100,585,369,600)\n");
        text.ShouldContain("clients           about 2\n");
        text.ShouldContain("unattributed      1 request (50 %), 1.1 GB\n");
        text.ShouldContain("cost              0.09 USD, by prices of 2026-10-01\n");
        text.ShouldContain("without mirrors   123.00 USD from upstream.example.org: mirrors save 122.91\n");
        text.ShouldContain("logs              2026-10-01 00:00:00Z to 2026-10-31 00:00:00Z, 2 d 0 h old\n");
        text.ShouldContain("by provider of the clients:\n");
        Squeezed(text).ShouldContain("\namazon 2026-10 100.00 0.09 0.09 % 99.91\n");
        text.ShouldContain("7 lines of 1 log: 2 requests, 1 that were there twice, 1 of other kinds, 3 bad\n");
        Squeezed(text).ShouldContain("\ncombined no time 3 xxx 999\n");
    }

    [Fact]
    public void Text_HostileNames_ReachNoTerminalAndFit120Columns()
    {
        var hostile = string.Concat(Enumerable.Repeat("\u001b[31m\u202eevil\r\n", 50));
        var cell = Cell(hostile) with { Backend = hostile, Provider = hostile, Region = hostile, AsnName = hostile, Country = hostile, Bytes = long.MaxValue / 4, Requests = 1_000_000_000_000_000_000 };
        var text = Text(Report(cell, cell with { Provider = "amazon" }));
        text.Split('\n').ShouldAllBe(line => line.Length <= Columns && !line.Any(c => char.IsControl(c) || c == '\u202e'));
    }

    [Fact]
    public void Text_MoreThanHasRoom_IsToldAsRest()
    {
        var text = Text(Report([.. Enumerable.Range(0, 30).Select(number => Cell("a") with { Provider = $"provider-{number}", Backend = $"backend-{number}" })]));
        text.ShouldContain("2026-10  (20 more)");
        text.ShouldContain("(10 more)");
    }

    [Fact]
    public void Text_Nothing_SaysSo() => Text(new ReportBuilder(new ReportOptions()).Build()).ShouldContain("none: there is no traffic in it");

    private static SampleCell Cell(string image) => new() { Image = image, Bytes = 1L << 30, Clients = new Dictionary<int, int> { [1] = 1, [2] = 1 } };

    private static TrafficReport Report(params SampleCell[] cells)
    {
        var builder = new ReportBuilder(new ReportOptions { Prices = PlainPrices.Book, Credits = [new Credit("amazon", 100, IsYearly: false)] });
        var names = new CellNames();
        builder.Add(new PartSummary
        {
            IsByDay = false,
            Salt = 1,
            Upstream = "upstream.example.org",
            NetworksAsOf = s_now.AddDays(-5).ToUnixTimeSeconds(),
            Logs = new LogCounts
            {
                Files = 1,
                Lines = 7,
                Requests = 2,
                Duplicates = 1,
                Ignored = 1,
                Bad = [new BadLine("combined", "no time", 3, ["xxx 999"])],
                First = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
                Last = new DateTimeOffset(2026, 10, 31, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
            },
        });
        foreach (var cell in cells) builder.Add(names, cell.In(names));
        return builder.Build();
    }

    private static string Csv(TrafficReport report) => Written(output => ReportCsv.Write(report, output));

    private static string Json(TrafficReport report) => Written(output => ReportJson.Write(report, output));

    private static string Text(TrafficReport report) => Written(output => ReportText.Write(report, output, s_now));

    /// <summary>With one blank where a column has several.</summary>
    private static string Squeezed(string text) => string.Join('\n', text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    private static string Written(Action<Stream> write)
    {
        using var output = new MemoryStream();
        write(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
