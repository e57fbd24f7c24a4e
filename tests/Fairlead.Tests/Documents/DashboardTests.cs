using System.Text.Json;

namespace Fairlead.Tests.Documents;

/// <summary>The dashboard is one by Grafana's description of its model.</summary>
public sealed class DashboardTests
{
    private const int Columns = 24;
    private static readonly Dashboard s_dashboard = new();

    [Fact]
    public void Root_Fields_AreThoseOfTheModel()
    {
        var root = s_dashboard.Root;
        root.GetProperty("id").ValueKind.ShouldBe(JsonValueKind.Null, "Grafana gives it");
        root.GetProperty("uid").GetString()!.Length.ShouldBeInRange(8, 40);
        root.GetProperty("title").GetString().ShouldBe("Fairlead");
        root.GetProperty("schemaVersion").GetInt32().ShouldBe(39);
        root.GetProperty("time").GetProperty("from").GetString().ShouldBe("now-6h");
    }

    [Fact]
    public void Panels_Positions_AreInTheGridAndApart()
    {
        var taken = new HashSet<(int, int)>();
        foreach (var position in s_dashboard.Panels.Select(panel => panel.GetProperty("gridPos")))
        {
            var (x, y, w, h) = (Number(position, "x"), Number(position, "y"), Number(position, "w"), Number(position, "h"));
            (x >= 0 && w > 0 && h > 0 && x + w <= Columns).ShouldBeTrue(position.GetRawText());
            foreach (var cell in from column in Enumerable.Range(x, w) from line in Enumerable.Range(y, h) select (column, line))
                taken.Add(cell).ShouldBeTrue($"two panels at {cell}");
        }
    }

    [Fact]
    public void Panels_Each_HasItsOwnIdATitleAndQueriesOfTheChosenSource()
    {
        s_dashboard.Panels.Select(panel => Number(panel, "id")).ShouldBeUnique();
        foreach (var panel in s_dashboard.Panels)
        {
            var title = panel.GetProperty("title").GetString()!;
            title.ShouldNotBeEmpty();
            var targets = Dashboard.Targets(panel);
            targets.Any().ShouldBe(panel.GetProperty("type").GetString() != "row", title);
            targets.Select(target => target.GetProperty("refId").GetString()).ShouldBeUnique();
            targets.ShouldAllBe(target => target.GetProperty("datasource").GetProperty("uid").GetString() == "${datasource}", title);
        }
    }

    [Fact]
    public void Variables_UsedInQueries_AreThere()
    {
        var there = s_dashboard.Root.GetProperty("templating").GetProperty("list").EnumerateArray().Select(variable => "$" + variable.GetProperty("name").GetString());

        there.ShouldBe(["$datasource", "$job", "$namespace", "$instance"]);
        s_dashboard.Panels.SelectMany(Dashboard.Targets).Select(target => target.GetProperty("expr").GetString()!)
            .ShouldAllBe(query => query.Contains("job=\"$job\", namespace=~\"$namespace\"", StringComparison.Ordinal));
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
