namespace Fairlead.Networks.Feeds;

/// <summary>The fields of one line of tab-separated values, which know no quotes.</summary>
internal static class TabLine
{
    /// <summary>Finds the fields.</summary>
    /// <param name="line">The line.</param>
    /// <param name="fields">Where they are; as many as it has room for are wanted.</param>
    /// <returns>Whether there are exactly so many.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        var count = 0;
        foreach (var field in line.Split((byte)'\t'))
        {
            if (count == fields.Length) return false;
            fields[count++] = field;
        }
        return count == fields.Length;
    }
}
