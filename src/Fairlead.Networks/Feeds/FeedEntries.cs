using Fairlead.Networks.Addresses;

namespace Fairlead.Networks.Feeds;

/// <summary>Gathers a feed's entries while it is read. Regions that are equal become one string.</summary>
/// <param name="regionless">The word that the format has for "no region", in any case; or null.</param>
internal sealed class FeedEntries(string? regionless)
{
    /// <summary>
    /// Ten times the largest cloud's feed. A host address with its /24 to itself takes 1 KB of the lookup table: a feed of nothing else
    /// makes 250 MB of it, and a file of the largest size allowed could otherwise hold thirty times as many.
    /// </summary>
    public const int Most = 250_000;

    /// <summary>Fourteen times those of Azure, which has the most. What a policy says, and what is counted, is kept for each region apart.</summary>
    public const int MostRegions = 1_000;

    private const int LongestRegion = 64; // the longest in use has 18 characters

    private readonly List<FeedEntry> _entries = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _regions =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private string? _lastRegion;
    private int _masked;

    /// <summary>Room for a string of the file, so that a prefix is parsed without an allocation. Six bytes may stand for one character.</summary>
    public char[] Text { get; } = new char[6 * LongestRegion];

    public bool IsFull => _entries.Count == Most;

    public bool HasTooManyRegions => _regions.Set.Count > MostRegions;

    public void Add(IpPrefix prefix, bool masked, string? region)
    {
        _entries.Add(new FeedEntry(prefix, region));
        if (masked) _masked++;
    }

    /// <summary>The region of this name, null where the name says that there is none; false if it is no name of a region.</summary>
    public bool TryRegion(ReadOnlySpan<char> name, out string? region)
    {
        region = _lastRegion; // neighbours in a feed often share it
        if (region is not null && name.SequenceEqual(region)) return true;
        region = null;
        if (name.IsEmpty || name.Length > LongestRegion) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')) return false;
        }
        if (name.Equals(regionless, StringComparison.OrdinalIgnoreCase)) return true;
        if (!_regions.TryGetValue(name, out region))
        {
            region = name.ToString();
            _regions.Set.Add(region);
        }
        _lastRegion = region;
        return true;
    }

    /// <exception cref="FeedFormatException">There are none: no network has no addresses, so the file is not what it should be.</exception>
    public FeedContent ToContent() => _entries.Count > 0
        ? new FeedContent(_entries, _masked)
        : throw new FeedFormatException("the whole file: it holds no prefix");
}
