namespace Fairlead.Networks;

/// <summary>A country as ISO 3166-1 alpha-2 has it: two upper-case letters. The default value is no country.</summary>
public readonly record struct CountryCode
{
    private const int Letters = 26;

    // Every code's text, made once: facts of thousands of prefixes share it.
    private static readonly string[] s_texts =
        [.. Enumerable.Range(0, Letters * Letters).Select(n => $"{(char)('A' + (n / Letters))}{(char)('A' + (n % Letters))}")];

    private readonly ushort _number; // 1 for AA, 2 for AB, ...

    private CountryCode(int number) => _number = (ushort)number;

    /// <summary>A number that stands for it: 0 is no country, and there are <see cref="Count"/> in all.</summary>
    public int Number => _number;

    /// <summary>How many numbers there are.</summary>
    public static int Count => (Letters * Letters) + 1;

    /// <summary>Whether this is no country.</summary>
    public bool IsNone => _number == 0;

    /// <summary>The country of a <see cref="Number"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static CountryCode Of(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        return new CountryCode(number);
    }

    /// <summary>Parses two ASCII letters of any case.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out CountryCode country)
    {
        country = default;
        if (text.Length != 2 || !char.IsAsciiLetter((char)text[0]) || !char.IsAsciiLetter((char)text[1])) return false;
        country = new CountryCode(1 + (((text[0] & 0x5F) - 'A') * Letters) + (text[1] & 0x5F) - 'A');
        return true;
    }

    /// <summary>Two upper-case letters; empty for no country.</summary>
    public override string ToString() => IsNone ? "" : s_texts[_number - 1];
}
