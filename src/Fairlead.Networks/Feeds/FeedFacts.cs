using System.Globalization;
using System.Runtime.InteropServices;
using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Gathers the ASNs, names and countries of a feed while it is read, line by line, within bounds. What is said of bogons is not kept: a
/// range or prefix that holds some is cut at their edges, and counts as one <c>bogon prefix</c> left out.
/// <para>
/// Ranges of a file should not overlap. Real tables have some that do: one of 411,961 in one of ASNs, two in a hundred in one of countries. Few
/// are sorted out (<see cref="RangeSweep"/>) and counted; a file with many, or with any that are out of order, is not what it should be.
/// </para>
/// </summary>
internal sealed class FeedFacts
{
    /// <summary>
    /// Of ASNs and of countries each. The whole internet's routing table has 1.3 million prefixes; a list of this many IPv6 prefixes takes 128 MB.
    /// </summary>
    public const int Most = 4_000_000;

    /// <summary>One range in this many may overlap others: real tables stay under half of that.</summary>
    public const int RangesPerOverlap = 20;

    private static readonly AddressRange[] s_bogonsV4 = [.. Bogons.V4.ToArray().Select(AddressRange.Of)];
    private static readonly AddressRange[] s_bogonsV6 = [.. Bogons.V6.ToArray().Select(AddressRange.Of)];

    private readonly FeedLines _lines;
    private readonly PrefixNumbers _asns = new();
    private readonly PrefixNumbers _countries = new();
    private readonly AsnNames _names = new();
    private readonly Dictionary<string, long> _dropped = [];
    private readonly RangeSweep _v4;
    private readonly RangeSweep _v6;
    private FeedFormatException? _firstOverlap;
    private long _ranges;
    private int _masked;

    public FeedFacts(FeedLines lines)
    {
        _lines = lines;
        _v4 = new RangeSweep(fact => AddOutsideBogons(fact, isIPv4: true));
        _v6 = new RangeSweep(fact => AddOutsideBogons(fact, isIPv4: false));
    }

    /// <summary>Adds what is said of a range.</summary>
    /// <param name="range">The addresses.</param>
    /// <param name="asn">Their origin, or 0 where that is not said.</param>
    /// <param name="name">The organisation's name, in UTF-8; or empty.</param>
    /// <param name="country">Their country, or none.</param>
    public void AddRange(AddressRange range, uint asn, ReadOnlySpan<byte> name, CountryCode country)
    {
        _ranges++;
        asn = Known(asn, name);
        if (asn == 0 && country.IsNone) return;
        var sweep = range.IsIPv4 ? _v4 : _v6;
        if (sweep.Add(new RangeFact(range.First.Bits, range.Last.Bits, asn, country)))
        {
            _firstOverlap ??= _lines.Wrong($"the range from {range.First} to {range.Last} overlaps one before it");
            Drop(Omission.Overlap);
        }
        if (sweep.IsTooDeep) throw _lines.Wrong($"more than {RangeSweep.Deepest} ranges within each other");
        StayWithinBounds();
    }

    /// <summary>Adds what is said of a prefix. Prefixes of a file may be nested: the longest one counts.</summary>
    public void AddPrefix(IpPrefix prefix, bool masked, uint asn, ReadOnlySpan<byte> name)
    {
        if (masked) _masked++;
        asn = Known(asn, name);
        if (asn == 0) return;
        AddOutsideBogons(new RangeFact(prefix.First.Bits, prefix.Last.Bits, asn, default), prefix.IsIPv4);
        StayWithinBounds();
    }

    /// <summary>Counts something that is left out, by its <see cref="Omission"/>.</summary>
    public void Drop(string why) => CollectionsMarshal.GetValueRefOrAddDefault(_dropped, why, out _)++;

    /// <summary>What has been gathered; nothing can be added after this.</summary>
    /// <exception cref="FeedFormatException">Ranges overlap that may not, or there is nothing.</exception>
    public FeedContent ToContent()
    {
        if (_firstOverlap is not null && _dropped[Omission.Overlap] * RangesPerOverlap > _ranges) throw _firstOverlap;
        _v4.Finish();
        _v6.Finish();
        StayWithinBounds();
        if ((_v4.IsOutOfOrder || _v6.IsOutOfOrder) && (PrefixOverlap.In(_asns) ?? PrefixOverlap.In(_countries)) is { } prefix)
            throw new FeedFormatException($"the whole file: it is not in order, and {prefix} is in two ranges");
        if (_asns.Count + _countries.Count == 0) throw new FeedFormatException("the whole file: it holds no prefix");
        return new FeedContent([], _masked) { Asns = _asns, AsnNames = _names.ByAsn, Countries = _countries, Dropped = _dropped };
    }

    // The ASN if it is somebody's, whose name is kept; else 0.
    private uint Known(uint asn, ReadOnlySpan<byte> name)
    {
        if (asn == 0) return 0;
        if (ReservedAsns.Contains(asn))
        {
            Drop(Omission.ReservedAsn);
            return 0;
        }
        _names.Add(asn, name);
        return asn;
    }

    private void StayWithinBounds()
    {
        if (_names.HasTooMany) throw _lines.Wrong(string.Create(CultureInfo.InvariantCulture, $"more than {AsnNames.Most} ASNs with a name"));
        if (Math.Max(_asns.Count, _countries.Count) > Most) throw _lines.Wrong(string.Create(CultureInfo.InvariantCulture, $"more than {Most} prefixes"));
    }

    private void AddOutsideBogons(in RangeFact fact, bool isIPv4)
    {
        var rest = fact;
        var isCut = false;
        foreach (ref readonly var bogon in (isIPv4 ? s_bogonsV4 : s_bogonsV6).AsSpan())
        {
            if (bogon.Last.Bits < rest.First) continue;
            if (bogon.First.Bits > rest.Last) break;
            if (!isCut) Drop(Omission.BogonPrefix);
            isCut = true;
            if (bogon.First.Bits > rest.First) Add(rest with { Last = bogon.First.Bits - 1 }, isIPv4);
            if (bogon.Last.Bits >= rest.Last) return;
            rest = rest with { First = bogon.Last.Bits + 1 };
        }
        Add(rest, isIPv4);
    }

    private void Add(in RangeFact fact, bool isIPv4)
    {
        var (first, last) = isIPv4
            ? (IpAddress.V4((uint)fact.First), IpAddress.V4((uint)fact.Last))
            : (IpAddress.V6Unmapped(fact.First), IpAddress.V6Unmapped(fact.Last));
        if (fact.Asn != 0) _asns.AddRange(first, last, fact.Asn);
        if (!fact.Country.IsNone) _countries.AddRange(first, last, (uint)fact.Country.Number);
    }
}
