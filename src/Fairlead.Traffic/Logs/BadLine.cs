namespace Fairlead.Traffic.Logs;

/// <summary>A kind of bad lines: how many, and what a few of them look like.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Problem">See <see cref="LogFormat.Problem"/>.</param>
/// <param name="Count">How many lines.</param>
/// <param name="Shapes">
/// At most <see cref="MostShapes"/>, the first in ordinal order: so those of two parts merge into those of the whole. A shape has <c>x</c> for every
/// letter and <c>9</c> for every digit: it shows what is wrong with a line, and no address. At most <see cref="LongestShape"/> characters.
/// </param>
public sealed record BadLine(string Format, string Problem, long Count, IReadOnlyList<string> Shapes)
{
    /// <summary>How many shapes are kept.</summary>
    public const int MostShapes = 5;

    /// <summary>The longest shape; more of a line is not shown.</summary>
    public const int LongestShape = 120;

    /// <summary>Those of the same format and problem as one, in ordinal order.</summary>
    internal static IReadOnlyList<BadLine> Merge(IEnumerable<BadLine> lines) =>
    [
        .. lines.GroupBy(line => (line.Format, line.Problem))
            .OrderBy(group => group.Key.Format, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Problem, StringComparer.Ordinal)
            .Select(group => new BadLine(group.Key.Format, group.Key.Problem, CappedSum.Of(group.Select(line => line.Count)), ShapesOf(group))),
    ];

    private static IReadOnlyList<string> ShapesOf(IEnumerable<BadLine> lines) =>
        [.. lines.SelectMany(line => line.Shapes).Distinct().Order(StringComparer.Ordinal).Take(MostShapes)];
}
