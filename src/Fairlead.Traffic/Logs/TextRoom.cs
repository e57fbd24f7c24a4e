namespace Fairlead.Traffic.Logs;

/// <summary>Room of a reader's own for a text that doesn't stand in the line as it is wanted. Used again for each line; for one thread.</summary>
internal sealed class TextRoom
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>What was added since <see cref="Clear"/>; good until the next change.</summary>
    public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _length);

    /// <summary>Begins a new text.</summary>
    public void Clear() => _length = 0;

    /// <summary>Adds text as it is.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        if (_bytes.Length - _length < text.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + text.Length));
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Adds text in which one byte is written in several: <c>%</c> as <c>%25</c>, a quote as two.</summary>
    public void Add(ReadOnlySpan<byte> text, ReadOnlySpan<byte> escape, byte meaning)
    {
        for (var at = text.IndexOf(escape); at >= 0; at = text.IndexOf(escape))
        {
            Add(text[..at]);
            Add([meaning]);
            text = text[(at + escape.Length)..];
        }
        Add(text);
    }
}
