namespace Fairlead.Traffic.Pricing;

/// <summary>
/// An exact sum of money: a whole number of 10^-26 of the currency. What a byte costs is one, and so what bytes cost adds up to what all of them do, however they are
/// grouped; <see cref="decimal"/> has no room for that many places. It holds 3.4 * 10^12 of the currency.
/// </summary>
internal readonly record struct Money(UInt128 Units)
{
    private const int Places = 26;
    private const int ShownPlaces = 10; // a byte at a cent a GiB is 10^-11: more places say nothing of a cell

    private static readonly UInt128 s_unitsOfShown = PowerOf10(Places - ShownPlaces);
    private static readonly UInt128 s_shownOfOne = PowerOf10(ShownPlaces);

    /// <summary>What one byte costs at a price for a GiB.</summary>
    public static Money OfByte(decimal perGiB)
    {
        const int exact = 18; // nine places of the file, and nine more of a GB that was made a GiB
        return new((UInt128)(perGiB * (decimal)PowerOf10(exact)) * PowerOf10(Places - exact) / (UInt128)EgressPrice.GiB);
    }

    /// <summary>What one request costs at a price for ten thousand.</summary>
    public static Money OfRequest(decimal per10k)
    {
        const int exact = 14; // the file's nine, and four of ten thousand
        return new((UInt128)(per10k / 10_000 * (decimal)PowerOf10(exact)) * PowerOf10(Places - exact));
    }

    /// <summary>Both together.</summary>
    public static Money operator +(Money one, Money other) => new(one.Units + other.Units);

    /// <summary>So many times as much.</summary>
    public static Money operator *(Money one, long times) => new(one.Units * (ulong)times);

    /// <summary>Each of so many parts, rounded down.</summary>
    public static Money operator /(Money one, long parts) => new(one.Units / (ulong)parts);

    /// <summary>Rounded to ten places.</summary>
    public decimal ToDecimal() => Since(default);

    /// <summary>What is shown of it beyond what is shown of a smaller sum: such parts of a sum add up to what is shown of the sum.</summary>
    public decimal Since(Money part) => (decimal)(Shown - part.Shown) / (decimal)s_shownOfOne;

    private UInt128 Shown => (Units + (s_unitsOfShown / 2)) / s_unitsOfShown;

    private static UInt128 PowerOf10(int places)
    {
        UInt128 power = 1;
        for (var place = 0; place < places; place++) power *= 10;
        return power;
    }
}
