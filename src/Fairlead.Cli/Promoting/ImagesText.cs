using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Formats.Oci;

namespace Fairlead.Cli.Promoting;

/// <summary>A plan of images, for people: what is to be done on a line for each tag, whatever number of destinations get it; what needs nothing is counted.</summary>
internal static class ImagesText
{
    private const int ShortHex = 12;

    /// <summary>Writes the table and the sums.</summary>
    public static void Write(TextWriter output, PromotionPlan plan, bool isVerbose)
    {
        var table = new TextTable("action", "image", "tag", "digest", "to", "");
        var rows = 0;
        foreach (var edges in Folded(plan, isVerbose).OrderBy(edges => RankOf(edges.Key.Action)))
        {
            var edge = edges.Key;
            table.Add(EdgeActionWords.Of(edge.Action), edge.Image, edge.Tag ?? "-", Text(edge.Digest, isVerbose), Destinations([.. edges]), Note(edge, isVerbose));
            rows++;
        }
        foreach (var one in isVerbose ? plan.Attachments : [])
        {
            table.Add("attach", one.Image, one.Tag, Text(one.Digest, isVerbose), one.To.Name, "");
            rows++;
        }
        if (rows > 0) table.Write(output);
        output.WriteLine(Sums(plan));
    }

    /// <summary><c>HOST/REPOSITORY:TAG</c> of an attachment.</summary>
    public static string TargetOf(PlanAttachment one) => $"{one.To.Host}/{one.To.RepositoryOf(one.Image)}:{one.Tag}";

    private static IEnumerable<IGrouping<PlanEdge, RegistryRoot>> Folded(PromotionPlan plan, bool isVerbose)
    {
        // The same but for the destination: told once, under the first of them.
        var firsts = new Dictionary<PlanEdge, PlanEdge>();
        return plan.Edges.Where(edge => isVerbose || edge.Action != EdgeAction.Present).GroupBy(edge =>
        {
            if (isVerbose) return edge;
            var key = edge with { To = edge.From };
            return firsts.TryGetValue(key, out var first) ? first : firsts[key] = edge;
        }, edge => edge.To);
    }

    private static string Destinations(List<RegistryRoot> roots) => roots switch
    {
        [var only] => only.Name,
        [var one, var other] => $"{one.Name} and {other.Name}",
        _ => $"{roots[0].Name} and {roots.Count - 1} others",
    };

    private static string Note(PlanEdge edge, bool isVerbose) => edge switch
    {
        { Action: EdgeAction.TagMove, Was: { } was } => $"{(edge.Reason is { } reason ? reason + ": " : "")}it is {Text(was, isVerbose)} there",
        { Action: EdgeAction.TagMove, Reason: { } reason } => reason,
        { Action: EdgeAction.Lost } => edge.Reason ?? $"it is not in {edge.From.Name}",
        _ => edge.Reason ?? "",
    };

    private static string Text(Digest digest, bool isFull) => isFull ? digest.ToString() : Digest.Prefix + digest.Hex[..ShortHex];

    // What stops the run comes first.
    private static int RankOf(EdgeAction action) => action switch { EdgeAction.TagMove => 0, EdgeAction.Lost => 1, EdgeAction.Copy => 2, _ => 3 };

    private static string Sums(PromotionPlan plan)
    {
        var counts = plan.Edges.CountBy(edge => edge.Action).ToDictionary();
        var parts = new List<string> { $"{Of(EdgeAction.Copy)} to copy", $"{Of(EdgeAction.Present)} as they should be" };
        if (counts.ContainsKey(EdgeAction.Lost)) parts.Add($"{Of(EdgeAction.Lost)} lost");
        if (counts.ContainsKey(EdgeAction.TagMove)) parts.Add($"{Of(EdgeAction.TagMove)} refused");
        if (plan.Attachments.Count > 0) parts.Add($"{ByteText.Count(plan.Attachments.Count, "signature or the like", "signatures and the like")} to copy");
        if (plan.Failures.Count > 0) parts.Add($"{ByteText.Count(plan.Failures.Count, "repository", "repositories")} not read{(plan.Failures.Sum(failure => failure.Edges) is > 0 and var edges ? $" ({ByteText.Count(edges, "edge", "edges")})" : "")}");
        return $"{ByteText.Count(plan.Edges.Select(edge => edge.Image).Distinct().Count(), "image", "images")} in {ByteText.Count(plan.Edges.Select(edge => edge.To).Distinct().Count(), "destination", "destinations")}: {string.Join(", ", parts)}";

        string Of(EdgeAction action) => ByteText.Count(counts.GetValueOrDefault(action));
    }
}
