namespace Fairlead.Traffic.Pricing;

/// <summary>
/// An exact sum of money: a whole number of 10^-26 of the currency. What a byte costs is one, and so what bytes cost adds up to what all of them do, however they are
/// grouped; <see cref="decimal"/> has no room for that many places. It holds 1.7 * 10^12 of the currency, and stops there, so that sums don't go by the order of what is added.
/// </summary>
/// <remarks>Two numbers of 64 bits and not one of 128, because code with those is not compiled ahead of time, nor is any that has such a sum in it: all that counts for a row.</remarks>
internal readonly record struct Money
{
    private const int Places = 26;
    private const int ShownPlaces = 10; // a byte at a cent a GiB is 10^-11: more places say nothing of a cell
    private const int TwosOfShown = Places - ShownPlaces; // 10^16 units are one that is shown: 2^16 * 5^16
    private const ulong FivesOfShown = 152_587_890_625;
    private const ulong HalfOfShown = 5_000_000_000_000_000;
    private const decimal ShownOfOne = 10_000_000_000;

    private readonly ulong _high; // below 2^63
    private readonly ulong _low;

    private Money(ulong high, ulong low) => (_high, _low) = (high, low);

    private Money(UInt128 units)
        : this((ulong)(units >> 64), (ulong)units)
    {
    }

    private static Money Most => new(long.MaxValue, ulong.MaxValue);

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
    public static Money operator +(Money one, Money other)
    {
        var low = one._low + other._low;
        var high = one._high + other._high + (low < one._low ? 1UL : 0);
        return high > long.MaxValue ? Most : new(high, low);
    }

    /// <summary>So many times as much.</summary>
    public static Money operator *(Money one, long times)
    {
        var carry = Math.BigMul(one._low, (ulong)times, out var low);
        var beyond = Math.BigMul(one._high, (ulong)times, out var high);
        return beyond > 0 || high > long.MaxValue || high + carry > long.MaxValue ? Most : new(high + carry, low);
    }

    /// <summary>Each of so many parts, rounded down.</summary>
    public static Money operator /(Money one, long parts) => new(new UInt128(one._high, one._low) / (ulong)parts);

    /// <summary>Rounded to ten places.</summary>
    public decimal ToDecimal() => Since(default);

    /// <summary>What is shown of it beyond what is shown of a smaller sum: such parts of a sum add up to what is shown of the sum.</summary>
    public decimal Since(Money part) => (Shown() - part.Shown()) / ShownOfOne;

    /// <summary>A whole number of 10^-10, rounded: divided by hand, sixteen bits at a time.</summary>
    private decimal Shown()
    {
        var rounded = _low + HalfOfShown;
        var high = _high + (rounded < _low ? 1UL : 0);
        var low = (high << (64 - TwosOfShown)) | (rounded >> TwosOfShown);
        var (quotient, rest) = (0UL, (high >> TwosOfShown) % FivesOfShown);
        for (var shift = 48; shift >= 0; shift -= 16)
        {
            rest = (rest << 16) | ((low >> shift) & 0xFFFF);
            quotient = (quotient << 16) | (rest / FivesOfShown);
            rest %= FivesOfShown;
        }
        return new decimal((int)quotient, (int)(quotient >> 32), (int)((high >> TwosOfShown) / FivesOfShown), isNegative: false, scale: 0);
    }

    private static UInt128 PowerOf10(int places)
    {
        UInt128 power = 1;
        for (var place = 0; place < places; place++) power *= 10;
        return power;
    }
}
