using System.Collections.Frozen;

namespace Fairlead.Networks.Feeds;

/// <summary>How much a feed's source may take of us.</summary>
internal sealed record FeedLimits
{
    public static readonly FeedLimits Default = new();

    /// <summary>Types whose files are of the whole internet and not of one network.</summary>
    private static readonly FrozenSet<string> s_largeTypes =
        FrozenSet.Create(StringComparer.Ordinal, "mrt", "ip2asn", "pfx2as", "asn-csv", "country-csv", "mmdb", "snapshot");

    /// <summary>Sixteen times Microsoft's 4 MB, the largest of the clouds' feeds. As it comes, and unpacked.</summary>
    public long Bytes { get; init; } = 64 << 20;

    /// <summary>The same for the large types, as they come: several times a packed table of a collector with all its peers.</summary>
    public long LargeBytes { get; init; } = 2L << 30;

    /// <summary>A large file may unpack to this many times the limit on its size: routing tables shrink to a sixth or so, and none comes near that limit.</summary>
    public int LargeUnpacking { get; init; } = 4;

    /// <summary>From the first connection to the last byte, redirects included: 4 MB need 70 kB/s, and a start waits no longer for a dead server.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for the large types: 400 MB, as the largest collectors have, need 700 kB/s. Nothing waits for them that could go on without.</summary>
    public TimeSpan LargeTotal { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clouds' feeds redirect once at most; curl and browsers give up after 20 to 50.</summary>
    public int Redirects { get; init; } = 5;

    /// <summary>Where the documents lie that Microsoft's download page names; a server of their own.</summary>
    public Uri AzureDocuments { get; init; } = new("https://download.microsoft.com/");

    public bool IsLarge(string type) => s_largeTypes.Contains(type);

    /// <summary>The largest file of this type, packed or not.</summary>
    public long BytesOf(string type) => IsLarge(type) ? LargeBytes : Bytes;

    /// <summary>The largest content of a file of this type, once it is unpacked.</summary>
    public long UnpackedBytesOf(string type) => IsLarge(type) ? LargeUnpacking * LargeBytes : Bytes;

    /// <summary>The longest download of this type.</summary>
    public TimeSpan TotalOf(string type) => IsLarge(type) ? LargeTotal : Total;
}
