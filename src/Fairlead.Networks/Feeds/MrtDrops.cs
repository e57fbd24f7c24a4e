namespace Fairlead.Networks.Feeds;

/// <summary>How much of an MRT file is left out, and why.</summary>
internal sealed class MrtDrops
{
    private readonly long[] _counts = new long[1 + (int)MrtDrop.NoAsn];

    public void Add(MrtDrop drop) => _counts[(int)drop]++;

    /// <summary>As <see cref="FeedContent.Dropped"/> has it: what happened at least once.</summary>
    public IReadOnlyDictionary<string, long> ToDictionary()
    {
        var dropped = new Dictionary<string, long>();
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0) dropped.Add(NameOf((MrtDrop)i), _counts[i]);
        }
        return dropped;
    }

    private static string NameOf(MrtDrop drop) => drop switch
    {
        MrtDrop.OtherRecord => "other record",
        MrtDrop.DefaultRoute => "default route",
        MrtDrop.BogonPrefix => "bogon prefix",
        MrtDrop.NoOrigin => "prefix without origin",
        MrtDrop.ReservedAsn => "reserved ASN",
        MrtDrop.AsSet => "AS set",
        _ => "path without ASN",
    };
}
