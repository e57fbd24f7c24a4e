using System.Text.Json;

namespace Fairlead.SystemTests.Promoting;

/// <summary>A plan, as whoever reads its JSON sees it.</summary>
internal sealed class PlanJson(string json)
{
    private readonly JsonElement _root = JsonDocument.Parse(json).RootElement;

    public IReadOnlyList<PlanJsonEdge> Edges => Read("edges");

    public IReadOnlyList<PlanJsonEdge> Lost => Read("lost");

    public IReadOnlyList<PlanJsonEdge> Refused => Read("refused");

    /// <summary>How many edges there are of each action.</summary>
    public IReadOnlyDictionary<string, int> Actions => Edges.GroupBy(edge => edge.Action).ToDictionary(group => group.Key, group => group.Count());

    private List<PlanJsonEdge> Read(string key) =>
    [
        .. _root.GetProperty(key).EnumerateArray().Select(edge => new PlanJsonEdge(
            Text(edge, "image")!, Text(edge, "digest")!, Text(edge, "tag"), Text(edge, "from")!, Text(edge, "to")!, Text(edge, "action")!)),
    ];

    private static string? Text(JsonElement edge, string name) => edge.GetProperty(name).GetString();
}
