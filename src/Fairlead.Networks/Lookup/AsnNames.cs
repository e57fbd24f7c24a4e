using System.Text;

namespace Fairlead.Networks.Lookup;

/// <summary>
/// Names of organisations by ASN, for reports. Held as UTF-8 in one piece: eighty thousand strings would take three times as much.
/// Immutable.
/// </summary>
public sealed class AsnNames
{
    private readonly uint[] _asns;
    private readonly int[] _ends;
    private readonly byte[] _text;

    /// <param name="asns">ASNs, ascending.</param>
    /// <param name="ends">Where in the text the name of each ends; it begins where the one before ends.</param>
    /// <param name="text">All names.</param>
    internal AsnNames(uint[] asns, int[] ends, byte[] text) => (_asns, _ends, _text) = (asns, ends, text);

    /// <summary>No names.</summary>
    public static AsnNames None { get; } = new([], [], []);

    /// <summary>How many ASNs have one.</summary>
    public int Count => _asns.Length;

    internal ReadOnlySpan<uint> Asns => _asns;

    internal ReadOnlySpan<int> Ends => _ends;

    internal ReadOnlySpan<byte> Text => _text;

    /// <summary>The name, made anew at each call; null where no source has one.</summary>
    public string? this[uint asn]
    {
        get
        {
            var index = Array.BinarySearch(_asns, asn);
            if (index < 0) return null;
            var start = index == 0 ? 0 : _ends[index - 1];
            return Encoding.UTF8.GetString(_text.AsSpan(start, _ends[index] - start));
        }
    }

    internal static AsnNames Of(IEnumerable<KeyValuePair<uint, string>> names)
    {
        var sorted = names.OrderBy(name => name.Key).ToArray();
        var ends = new int[sorted.Length];
        using var text = new MemoryStream();
        for (var i = 0; i < sorted.Length; i++)
        {
            text.Write(Encoding.UTF8.GetBytes(sorted[i].Value));
            ends[i] = (int)text.Length;
        }
        return new AsnNames(Array.ConvertAll(sorted, name => name.Key), ends, text.ToArray());
    }
}
