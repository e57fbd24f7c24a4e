namespace Fairlead.Networks.Feeds;

/// <summary>
/// The fields of one line of comma-separated values (RFC 4180). A field in quotes may hold commas, and quotes that are doubled; one that
/// goes on in the next line is refused, because no name has a line break, and a lost quote would otherwise swallow the rest of the file.
/// </summary>
internal static class CsvLine
{
    private const byte Comma = (byte)',';
    private const byte Quote = (byte)'"';

    /// <summary>Finds the fields, and takes the quotes out in place.</summary>
    /// <param name="lines">Where it is from.</param>
    /// <param name="line">The line; what it holds afterwards makes sense by <paramref name="fields"/> only.</param>
    /// <param name="fields">Where the first fields are, as many as have room.</param>
    /// <returns>How many fields there are in all.</returns>
    /// <exception cref="FeedFormatException">A quote stands where none may.</exception>
    public static int Split(FeedLines lines, Span<byte> line, Span<Range> fields)
    {
        var count = 0;
        var at = 0;
        while (true)
        {
            var field = at < line.Length && line[at] == Quote ? Quoted(line, ref at) : Plain(line, ref at);
            if (at < 0) throw lines.Wrong("a quote that is neither one of a pair around a field nor doubled within it");
            if (count < fields.Length) fields[count] = field;
            count++;
            if (at == line.Length) return count;
            at++; // the comma
        }
    }

    // at: where the field begins; then where the comma or the end after it is, or -1.
    private static Range Plain(ReadOnlySpan<byte> line, ref int at)
    {
        var rest = line[at..];
        var length = rest.IndexOfAny(Comma, Quote);
        var field = at..(length < 0 ? line.Length : at + length);
        at = length >= 0 && rest[length] == Quote ? -1 : field.End.Value;
        return field;
    }

    private static Range Quoted(Span<byte> line, ref int at)
    {
        var start = at + 1;
        var (from, to) = (start, start);
        while (true)
        {
            var length = line[from..].IndexOf(Quote);
            if (length < 0) break;
            if (from != to) line.Slice(from, length).CopyTo(line[to..]);
            (from, to) = (from + length + 1, to + length);
            if (from < line.Length && line[from] == Quote)
            {
                line[to++] = Quote;
                from++;
                continue;
            }
            at = from == line.Length || line[from] == Comma ? from : -1;
            return start..to;
        }
        at = -1;
        return default;
    }
}
