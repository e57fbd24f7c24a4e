using System.Text;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// Distinct names under numbers from 1 up; 0 is the empty name. Once full, every new name is <see cref="CellNames.Other"/>, and so is a name of more than
/// <see cref="MostCharacters"/>. What is no UTF-8 in a name becomes U+FFFD. For one thread.
/// </summary>
public sealed class NameList
{
    /// <summary>The longest name that is kept, in UTF-16 units; a repository's has at most 255.</summary>
    public const int MostCharacters = 512;

    /// <summary>Its bytes in UTF-8.</summary>
    internal const int MostBytes = 3 * MostCharacters;

    /// <summary>Characters that are half of what names may have together: some 16 MB.</summary>
    private const long HalfOfCharacters = 8 << 20;

    private readonly int _most;
    private readonly List<string> _names = [""];

    // A dictionary of strings changes to a hash under a random key where its keys collide: names are whatever strangers ask for.
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbersOfSpans;
    private readonly char[] _characters = new char[MostBytes];
    private long _length;

    /// <param name="most">Room for so many, the empty one and "other" included.</param>
    public NameList(int most)
    {
        _most = most;
        _numbersOfSpans = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many numbers there are, 0 included.</summary>
    public int Count => _names.Count;

    /// <summary>How many calls got "other" for want of room.</summary>
    public long Overflowed { get; private set; }

    /// <summary>The name of a number.</summary>
    public string this[int number] => _names[number];

    /// <summary>The name of a number; null of 0.</summary>
    public string? Known(int number) => number == 0 ? null : _names[number];

    /// <summary>Its number, given now if it has none. UTF-8. Allocates only for a new one.</summary>
    public int Add(ReadOnlySpan<byte> name)
    {
        if (name.Length > MostBytes) return AddOther();
        var characters = _characters.AsSpan(0, Encoding.UTF8.GetChars(name, _characters));
        return _numbersOfSpans.TryGetValue(characters, out var number) ? number
            : characters.Length > MostCharacters ? AddOther()
            : AddNew(characters.ToString());
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public int Add(string name) => _numbers.TryGetValue(name, out var number) ? number : Add(Encoding.UTF8.GetBytes(name).AsSpan());

    /// <summary>Whether it is time to write out what was counted, and to begin with new names.</summary>
    internal bool IsHalfFull => Count >= _most / 2 || _length >= HalfOfCharacters;

    /// <summary>Whether it has a number already.</summary>
    internal bool TryFind(string name, out int number) => _numbers.TryGetValue(name, out number);

    private int AddNew(string name)
    {
        var kept = _numbers.ContainsKey(CellNames.Other) || name == CellNames.Other ? 0 : 1; // a place for "other"
        if (Count + kept >= _most) return AddOther();
        _numbers.Add(name, Count);
        _names.Add(name);
        _length += name.Length;
        return Count - 1;
    }

    private int AddOther()
    {
        Overflowed++;
        return _numbers.TryGetValue(CellNames.Other, out var number) ? number : AddNew(CellNames.Other);
    }
}
