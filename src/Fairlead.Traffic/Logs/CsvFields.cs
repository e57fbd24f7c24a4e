namespace Fairlead.Traffic.Logs;

/// <summary>The fields of one line of comma-separated values (RFC 4180), where they are; nothing is copied.</summary>
internal static class CsvFields
{
    /// <summary>Finds the fields, without their quotes; a quote within one is still doubled.</summary>
    /// <param name="line">The line.</param>
    /// <param name="fields">Where the first fields are, as many as have room.</param>
    /// <returns>How many there are in all; -1 when a quote stands where none may, as where a field goes on in the next line.</returns>
    public static int Find(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        var quotes = new QuoteFinder(line);
        var count = 0;
        var at = 0;
        while (true)
        {
            var isQuoted = at < line.Length && line[at] == '"';
            var start = isQuoted ? at + 1 : at;
            var end = isQuoted ? EndOfQuoted(line, start, ref quotes) : CommaAfter(line, start);
            if (end < 0) return -1;
            if (count < fields.Length) fields[count] = start..end;
            count++;
            at = isQuoted ? end + 1 : end;
            if (at == line.Length) return count;
            if (line[at] != ',') return -1;
            at++;
        }
    }

    private static int EndOfQuoted(ReadOnlySpan<byte> line, int at, ref QuoteFinder quotes)
    {
        while (true)
        {
            at = at < line.Length ? quotes.Next(at) : -1;
            if (at < 0 || at + 1 == line.Length || line[at + 1] != '"') return at;
            at += 2;
        }
    }

    private static int CommaAfter(ReadOnlySpan<byte> line, int at)
    {
        var length = line[at..].IndexOfAny((byte)',', (byte)'"');
        if (length < 0) return line.Length;
        return line[at + length] == ',' ? at + length : -1;
    }
}
