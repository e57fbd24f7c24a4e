namespace Fairlead.Traffic.Logs;

/// <summary>Bad lines of one format and problem, while they are counted. For one thread.</summary>
internal sealed class BadLineKind
{
    private readonly SortedSet<string> _shapes = new(StringComparer.Ordinal);

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>See <see cref="BadLine.Shapes"/>.</summary>
    public IReadOnlyList<string> Shapes => [.. _shapes];

    /// <summary>Counts one. Allocates only where its shape is kept.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        Count++;
        Span<char> room = stackalloc char[BadLine.LongestShape];
        var shape = room[..BadLineShape.Write(line, room)];
        if (_shapes.Count == BadLine.MostShapes && shape.SequenceCompareTo(_shapes.Max) >= 0) return;
        _shapes.Add(shape.ToString());
        if (_shapes.Count > BadLine.MostShapes) _shapes.Remove(_shapes.Max!);
    }
}
