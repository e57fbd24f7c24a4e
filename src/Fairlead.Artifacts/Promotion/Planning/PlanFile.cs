namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// A plan as JSON: <c>{"version": 1, "made", "edges": [{"image", "digest", "tag", "from", "to", "action", "was", "reason"}], "attachments": [...],
/// "lost": [...], "refused": [...], "failures": [...]}</c>. Lost and refused edges stand in <c>edges</c> too. Written and read piece by piece: a plan
/// may have a million edges.
/// </summary>
public static class PlanFile
{
    /// <summary>Writes it.</summary>
    public static Task WriteAsync(PromotionPlan plan, Stream output, CancellationToken cancel) => WriteAsync(plan, output, more: null, cancel);

    /// <summary>Writes it, and more members behind its own.</summary>
    public static Task WriteAsync(PromotionPlan plan, Stream output, Action<System.Text.Json.Utf8JsonWriter>? more, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Reads one, strictly: whoever can change the file could have anything copied anywhere.</summary>
    /// <exception cref="FormatException">It is none, or one that can't be used: with the place and the reason.</exception>
    public static Task<PromotionPlan> ReadAsync(Stream input, CancellationToken cancel) => throw new NotImplementedException();
}
