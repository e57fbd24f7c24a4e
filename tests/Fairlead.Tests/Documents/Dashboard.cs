using System.Text.Json;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>deploy/grafana/fairlead.json (grafana.com, "Dashboard JSON model", the classic one).</summary>
internal sealed class Dashboard
{
    public Dashboard() => Root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Checkout.Root, "deploy/grafana/fairlead.json"))).RootElement;

    public JsonElement Root { get; }

    public JsonElement[] Panels => [.. Root.GetProperty("panels").EnumerateArray()];

    /// <summary>What its panels and its variables ask.</summary>
    public IEnumerable<string> Queries() =>
    [
        .. Panels.SelectMany(Targets).Select(target => target.GetProperty("expr").GetString()!),
        .. Root.GetProperty("templating").GetProperty("list").EnumerateArray().Where(variable => variable.GetProperty("type").GetString() == "query").Select(variable => variable.GetProperty("definition").GetString()!),
    ];

    public static JsonElement[] Targets(JsonElement panel) => panel.TryGetProperty("targets", out var targets) ? [.. targets.EnumerateArray()] : [];
}
