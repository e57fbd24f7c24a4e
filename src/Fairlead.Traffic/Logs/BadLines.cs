namespace Fairlead.Traffic.Logs;

/// <summary>Counts bad lines by format and problem, and keeps what a few of them look like. For one thread.</summary>
internal sealed class BadLines
{
    private readonly Dictionary<(string Format, string Problem), BadLineKind> _kinds = [];

    /// <summary>All kinds so far, in ordinal order.</summary>
    public IReadOnlyList<BadLine> Counted => BadLine.Merge(_kinds.Select(kind => new BadLine(kind.Key.Format, kind.Key.Problem, kind.Value.Count, kind.Value.Shapes)));

    /// <summary>Counts one.</summary>
    public void Add(string format, string problem, ReadOnlySpan<byte> line)
    {
        if (!_kinds.TryGetValue((format, problem), out var kind)) _kinds.Add((format, problem), kind = new BadLineKind());
        kind.Add(line);
    }
}
