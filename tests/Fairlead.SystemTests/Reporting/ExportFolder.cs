using System.Diagnostics;
using System.Text.Json.Nodes;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Reporting;

/// <summary>Logs that are imported into a part, and exported to a real ClickHouse, by one policy; and the reports of both.</summary>
internal sealed class ExportFolder : IAsyncDisposable
{
    private readonly TrafficFolder _folder = new();

    private ExportFolder(ClickHouseServer server)
    {
        Server = server;
        File.WriteAllText(_folder.In("policy.yaml"), RandomLogs.Policy);
        File.WriteAllText(_folder.In("asns.tsv"), RandomLogs.Asns);
    }

    public ClickHouseServer Server { get; }

    /// <summary>Where the logs are.</summary>
    public string Logs => Directory.CreateDirectory(_folder.In("logs")).FullName;

    public static async Task<ExportFolder> StartAsync() => new(await ClickHouseServer.StartAsync());

    /// <summary>Arguments of an export.</summary>
    public string[] Arguments(params string[] logs) =>
        ["traffic", "export", .. logs, "--policy", _folder.In("policy.yaml"), "--cache", _folder.In("cache"), "--backend", "nginx", "--clickhouse", Server.Url, "--json"];

    /// <summary>Exports, and returns the summary.</summary>
    public async Task<JsonNode> ExportAsync(params string[] logs) =>
        JsonNode.Parse((await FairleadProgram.RunAsync(Arguments(logs), environment: ClickHouseServer.Credentials)).Succeeded().Output)!;

    /// <summary>Begins to export what the test writes.</summary>
    public async Task<Process> StartExportAsync()
    {
        var start = new ProcessStartInfo(await FairleadProgram.PathAsync(), Arguments("-")) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in ClickHouseServer.Credentials) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
    }

    /// <summary>Waits until so many batches have arrived.</summary>
    public Task ArrivedAsync(int batches) => Eventually.IsTrueAsync($"{batches} batches to arrive", async () =>
        await Server.QueryAsync("EXISTS TABLE fairlead.batches") == "1"
        && int.Parse(await Server.QueryAsync("SELECT count() FROM fairlead.batches"), System.Globalization.CultureInfo.InvariantCulture) >= batches);

    /// <summary>What is in the database is what an import of the same logs counts, number for number, by day and by month; all but clients.</summary>
    public async Task ShouldBeTheImportAsync(params string[] logs)
    {
        (await TrafficFolder.RunAsync(_folder.Import("a.fat", logs))).Succeeded();
        foreach (var by in new[] { "day", "month" })
        {
            var imported = (await TrafficFolder.RunAsync("traffic", "report", _folder.Out("a.fat"), "--by", by, "--format", "json")).Succeeded().Output;
            var exported = (await FairleadProgram.RunAsync(["traffic", "report", "--clickhouse", Server.Url, "--by", by, "--format", "json"], environment: ClickHouseServer.Credentials)).Succeeded().Output;
            imported.Length.ShouldBeGreaterThan(1000);
            WithoutClients(exported).ShouldBe(WithoutClients(imported));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private static string WithoutClients(string report)
    {
        var json = JsonNode.Parse(report)!;
        Remove(json);
        return json.ToJsonString();
    }

    private static void Remove(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) Remove(item);
        }
        if (node is not JsonObject keys) return;
        keys.Remove("clients");
        foreach (var (_, value) in keys) Remove(value);
    }
}
