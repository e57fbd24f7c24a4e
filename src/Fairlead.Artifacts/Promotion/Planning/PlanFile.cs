using System.Text.Json;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>
/// A plan as JSON: <c>{"version": 1, "made", "edges": [{"image", "digest", "tag", "from", "to", "action", "was", "reason"}], "attachments": [{"image",
/// "digest", "tag", "from", "to"}], "lost": [...], "refused": [...], "failures": [{"repository", "edges", "message"}]}</c>. Lost and refused edges
/// stand in <c>edges</c> too; <c>was</c> and <c>reason</c> are there where there is something to say. One edge a line, in the plan's order, so that two
/// plans can be compared line by line. Written and read piece by piece: a plan may have a million edges.
/// </summary>
public static class PlanFile
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>Edges at the most: twice what 46,000 images in 22 destinations come to.</summary>
    public const int MaxEdges = 2_000_000;

    /// <summary>Bytes at the most: room for that many edges with names that are as long as they are in the field.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>Characters of a reason or a message at the most.</summary>
    internal const int MaxTextLength = 4096;

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(PromotionPlan plan, Stream output, CancellationToken cancel) => WriteAsync(plan, output, more: null, cancel);

    /// <summary>Writes it, and more members behind its own. It is no plan's file then.</summary>
    public static Task WriteAsync(PromotionPlan plan, Stream output, Action<Utf8JsonWriter>? more, CancellationToken cancel) =>
        new PlanWriter(output).WriteAsync(plan, more, cancel);

    /// <summary>Reads one, strictly: whoever can change the file could have anything copied anywhere.</summary>
    /// <exception cref="FormatException">It is none, or one that can't be used: with the line and the reason.</exception>
    public static Task<PromotionPlan> ReadAsync(Stream input, CancellationToken cancel) => new PlanReader(input).ReadAsync(cancel);
}
