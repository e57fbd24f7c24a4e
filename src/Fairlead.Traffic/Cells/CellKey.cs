using System.Security.Cryptography;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// What requests are counted under, packed into 128 bits so that a table is keyed by a number. The parts are numbers of names in a <see cref="CellNames"/>;
/// 0 is "not known" everywhere. Keys order as their parts do, from the period to the image: with names in ordinal order, cells are too.
/// </summary>
/// <remarks>
/// Bits from the top: period 16, backend 16, provider 16, region 16, ASN 20, country 10, kind 2, status 3, image 20; the lowest 9 are 0. Two numbers of 64 bits and not
/// one of 128, because code with those is not compiled ahead of time.
/// </remarks>
public readonly record struct CellKey : IComparable<CellKey>
{
    /// <summary>The most backends, providers or regions that there can be.</summary>
    public const int MostNames = 1 << 16;

    /// <summary>The most images, and the most ASNs.</summary>
    public const int MostImages = 1 << 20;

    /// <summary>A key of its bits.</summary>
    public CellKey(UInt128 bits) => (High, Low) = ((ulong)(bits >> 64), (ulong)bits);

    /// <summary>A key of its parts.</summary>
    /// <param name="period">Days since 1970 (UTC) of the day, or of the month's first day.</param>
    /// <param name="backend">Who served it.</param>
    /// <param name="provider">Who pays for the client.</param>
    /// <param name="region">The client's region.</param>
    /// <param name="asn">The client's autonomous system.</param>
    /// <param name="country">The client's country.</param>
    /// <param name="kind">What was asked for.</param>
    /// <param name="statusClass">First digit of the status, 1 to 5.</param>
    /// <param name="image">Which image or file.</param>
    public CellKey(int period, int backend, int provider, int region, int asn, int country, ContentKind kind, int statusClass, int image)
    {
        High = ((ulong)(ushort)period << 48) | ((ulong)(ushort)backend << 32) | ((ulong)(ushort)provider << 16) | (ushort)region;
        Low = ((ulong)asn << 44) | ((ulong)country << 34) | ((ulong)kind << 32) | ((ulong)statusClass << 29) | ((ulong)image << 9);
    }

    /// <summary>A key of its halves.</summary>
    internal CellKey(ulong high, ulong low) => (High, Low) = (high, low);

    /// <summary>Days since 1970.</summary>
    public int Period => (int)(High >> 48);

    /// <summary>Number of the backend.</summary>
    public int Backend => (ushort)(High >> 32);

    /// <summary>Number of the provider.</summary>
    public int Provider => (ushort)(High >> 16);

    /// <summary>Number of the region.</summary>
    public int Region => (ushort)High;

    /// <summary>Number of the ASN.</summary>
    public int Asn => (int)(Low >> 44);

    /// <summary>Number of the country.</summary>
    public int Country => (int)(Low >> 34) & 0x3FF;

    /// <summary>What was asked for.</summary>
    public ContentKind Kind => (ContentKind)((int)(Low >> 32) & 3);

    /// <summary>First digit of the status.</summary>
    public int StatusClass => (int)(Low >> 29) & 7;

    /// <summary>Number of the image.</summary>
    public int Image => (int)(Low >> 9) & 0xFFFFF;

    private static readonly ulong s_secret1 = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private static readonly ulong s_secret2 = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>All of it.</summary>
    public UInt128 Bits => new(High, Low);

    /// <summary>Its upper half: period, backend, provider, region.</summary>
    internal ulong High { get; }

    /// <summary>Its lower half.</summary>
    internal ulong Low { get; }

    /// <summary>The same, of the month that its day is in.</summary>
    public CellKey OfMonth()
    {
        var month = (ulong)Periods.MonthOf(Period);
        return new((month << 48) | (High << 16 >> 16), Low);
    }

    /// <summary>Under a key of this process: numbers of names come about by whatever strangers ask for.</summary>
    public override int GetHashCode()
    {
        var high = Math.BigMul(High ^ s_secret1, Low ^ s_secret2, out var low);
        return (int)(high ^ low);
    }

    /// <inheritdoc/>
    public int CompareTo(CellKey other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>The key that has nothing but an image.</summary>
    internal static CellKey OfImage(int image) => new(0, (ulong)image << 9);

    /// <summary>Of two that have different parts, one that has both.</summary>
    internal CellKey With(CellKey other) => new(High | other.High, Low | other.Low);

    /// <summary>What <see cref="With"/> has added, taken away.</summary>
    internal CellKey Without(CellKey other) => new(High & ~other.High, Low & ~other.Low);
}
