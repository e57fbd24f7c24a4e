namespace Fairlead.Artifacts.Probing;

/// <summary>A part of a blob, kept while the whole goes by, to compare with what a Range gives.</summary>
internal sealed class KeptPart(ByteRange range)
{
    private readonly byte[] _bytes = new byte[range.Length];

    /// <summary>Which part.</summary>
    public ByteRange Range => range;

    /// <summary>Its bytes, once the whole has gone by.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Takes what is its own from the bytes at an offset.</summary>
    public void Take(long offset, ReadOnlySpan<byte> piece)
    {
        var from = Math.Max(offset, range.First);
        var to = Math.Min(offset + piece.Length, range.First + range.Length);
        if (from < to) piece[(int)(from - offset)..(int)(to - offset)].CopyTo(_bytes.AsSpan((int)(from - range.First)));
    }
}
