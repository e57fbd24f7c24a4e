namespace Fairlead.Traffic.Logs;

/// <summary>
/// What a line looks like, with nothing in it that it says: <c>x</c> for a letter, <c>9</c> for a digit, <c>?</c> for what is no printable ASCII. And since
/// <c>9.9.9.9</c> and <c>::</c> are addresses too, a full stop is a comma, and a colon a semicolon: without both there is no address.
/// </summary>
internal static class BadLineShape
{
    /// <summary>Writes the shape of a line, and returns its length.</summary>
    /// <param name="line">May be anything.</param>
    /// <param name="to">Room for <see cref="BadLine.LongestShape"/> characters.</param>
    public static int Write(ReadOnlySpan<byte> line, Span<char> to)
    {
        var length = Math.Min(line.Length, BadLine.LongestShape);
        for (var i = 0; i < length; i++) to[i] = Of((char)line[i]);
        return length;
    }

    private static char Of(char one) => one switch
    {
        _ when char.IsAsciiLetter(one) => 'x',
        _ when char.IsAsciiDigit(one) => '9',
        '.' => ',',
        ':' => ';',
        >= ' ' and <= '~' => one,
        _ => '?',
    };
}
