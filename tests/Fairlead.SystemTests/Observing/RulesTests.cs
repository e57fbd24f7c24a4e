using System.Text.Json;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Observing;

/// <summary>Prometheus' own tool judges the rules and what the dashboard asks.</summary>
public sealed class RulesTests
{
    [Fact]
    public async Task Rules_Check_FindsNothingWrong() =>
        (await ClientCommand.RunAsync(Tool.Promtool, "check", "rules", "--lint-fatal", Checkout.File("deploy/prometheus/rules.yml"))).Succeeded();

    [Fact]
    public async Task Rules_Tests_EachAlertFiresWhenItHasTo() =>
        (await ClientCommand.RunAsync(Tool.Promtool, "test", "rules", Checkout.File("deploy/prometheus/rules_test.yml"))).Succeeded();

    [Fact]
    public async Task Dashboard_Queries_ParseAsPromQl()
    {
        using var directory = new TempDirectory();
        var rules = Queries().Select((query, index) => $"  - {{record: 'query{index}', expr: {JsonSerializer.Serialize(query)}}}");
        var file = directory.Write("dashboard.yml", $"groups:\n- name: dashboard\n  rules:\n{string.Join('\n', rules)}\n");

        (await ClientCommand.RunAsync(Tool.Promtool, "check", "rules", file)).Succeeded().Output.ShouldContain("SUCCESS: ");
    }

    /// <summary>What panels ask, with something in the place of Grafana's variables.</summary>
    private static IEnumerable<string> Queries()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllBytes(Checkout.File("deploy/grafana/fairlead.json")));
        return
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.TryGetProperty("targets", out _)
               from target in panel.GetProperty("targets").EnumerateArray()
               select target.GetProperty("expr").GetString()!.Replace("$__rate_interval", "5m").Replace("$job", "fairlead").Replace("$namespace", ".*").Replace("$instance", ".+"),
        ];
    }
}
