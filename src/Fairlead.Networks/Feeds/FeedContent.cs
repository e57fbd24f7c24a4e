using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// What a feed file says, whole: a file that is not wholly readable gives none of this. A feed says one kind of thing or several: which
/// network and region a prefix is of, which autonomous system originates it, which country it is in. Immutable once it is handed out.
/// </summary>
/// <param name="Entries">Prefixes of the feed's network, with regions, in the file's order, duplicates and all.</param>
/// <param name="Masked">How many prefixes had host bits set, and lost them.</param>
public sealed record FeedContent(IReadOnlyList<FeedEntry> Entries, int Masked)
{
    /// <summary>Prefixes and the ASN that originates each; 0 never stands here.</summary>
    public PrefixNumbers Asns { get; init; } = new();

    /// <summary>Names of organisations by ASN, where the source has them.</summary>
    public IReadOnlyDictionary<uint, string> AsnNames { get; init; } = new Dictionary<uint, string>();

    /// <summary>Prefixes and the <see cref="CountryCode.Number"/> of the country of each; 0 never stands here.</summary>
    public PrefixNumbers Countries { get; init; } = new();

    /// <summary>A whole table, with sources and trust of its own; null but for a snapshot.</summary>
    public NetworkTable? Snapshot { get; init; }

    /// <summary>How many prefixes it has, each counted once for every kind of thing that is said of it.</summary>
    public int Prefixes => Entries.Count + Asns.Count + Countries.Count + (Snapshot is { } table ? table.PrefixesV4 + table.PrefixesV6 : 0);

    /// <summary>What was left out, by reason (<c>reserved ASN</c>, <c>bogon prefix</c>), and how often.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();
}
