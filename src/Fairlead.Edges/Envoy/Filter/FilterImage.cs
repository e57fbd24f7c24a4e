using System.Text;

namespace Fairlead.Edges.Envoy.Filter;

/// <summary>A filter's configuration while it is written: a head of fixed size, then texts and lists in the order in which they come, each before what leads to it.</summary>
internal sealed class FilterImage
{
    private readonly MemoryStream _bytes = new();
    private readonly Dictionary<string, FilterSlice> _texts = [];

    /// <summary>Begins it, with room for the head.</summary>
    public FilterImage(int headSize) => _bytes.Write(new byte[headSize]);

    /// <summary>Bytes so far.</summary>
    public int Length => (int)_bytes.Length;

    /// <summary>Writes a text, once however often it is asked for. Null: there is none.</summary>
    public FilterSlice Text(string? text)
    {
        if (text is null) return default;
        if (_texts.TryGetValue(text, out var known)) return known;
        var bytes = Encoding.ASCII.GetBytes(text);
        var slice = new FilterSlice(Length, bytes.Length);
        _bytes.Write(bytes);
        _texts.Add(text, slice);
        return slice;
    }

    /// <summary>Writes a list of records of one size.</summary>
    public FilterSlice List(IEnumerable<FilterRecord> records)
    {
        var start = Length;
        var count = 0;
        foreach (var bytes in records.Select(record => record.Bytes).ToList()) // all of them first: making one may write what it leads to
        {
            if (count++ == 0) start = Length;
            _bytes.Write(bytes);
        }
        return new FilterSlice(start, count);
    }

    /// <summary>The whole, with its head, and behind it the sum by which the filter knows that it is.</summary>
    public byte[] Finish(FilterRecord head)
    {
        _bytes.Position = 0;
        _bytes.Write(head.Bytes);
        var bytes = _bytes.ToArray();
        return [.. bytes, .. new FilterRecord().Add(SumOf(bytes)).Bytes];
    }

    /// <summary>FNV-1a of 32 bits (RFC 9923).</summary>
    private static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 0x811C9DC5;
        foreach (var value in bytes) sum = unchecked((sum ^ value) * 0x01000193);
        return sum;
    }
}
