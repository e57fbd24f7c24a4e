using System.Text;

namespace Fairlead.Networks.Lookup;

/// <summary>Texts of a snapshot, each once, under numbers from 1 up; 0 is none. Not thread-safe.</summary>
internal sealed class SnapshotTexts
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int> _ends = [];
    private readonly MemoryStream _text = new();

    public int[] Ends => [.. _ends];

    public byte[] Text => _text.ToArray();

    public int NumberOf(string? text)
    {
        if (text is null) return 0;
        if (_numbers.TryGetValue(text, out var number)) return number;
        _text.Write(Encoding.UTF8.GetBytes(text));
        _ends.Add((int)_text.Length);
        number = _ends.Count;
        _numbers.Add(text, number);
        return number;
    }
}
