namespace Fairlead.Traffic.Logs;

/// <summary>A kind of bad lines: how many, and what a few of them look like.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Problem">See <see cref="LogFormat.Problem"/>.</param>
/// <param name="Count">How many lines.</param>
/// <param name="Shapes">
/// At most <see cref="MostShapes"/>, the first in ordinal order: so those of two parts merge into those of the whole. A shape has <c>x</c> for every
/// letter and <c>9</c> for every digit: it shows what is wrong with a line, and no address.
/// </param>
public sealed record BadLine(string Format, string Problem, long Count, IReadOnlyList<string> Shapes)
{
    /// <summary>How many shapes are kept.</summary>
    public const int MostShapes = 5;
}
