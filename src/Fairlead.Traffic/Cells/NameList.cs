using System.Text;

namespace Fairlead.Traffic.Cells;

/// <summary>
/// Distinct names under numbers from 1 up; 0 is the empty name. Once full, every new name is <see cref="CellNames.Other"/>, and so is a name of more than <see cref="MostBytes"/>
/// bytes. What is no UTF-8 in a name becomes U+FFFD. For one thread.
/// </summary>
public sealed class NameList
{
    /// <summary>The longest name that is kept, in bytes of UTF-8; a repository's has at most 255.</summary>
    public const int MostBytes = 512;

    private readonly int _most;
    private readonly List<string> _names = [""];

    // A dictionary of strings changes to a hash under a random key where its keys collide: names are whatever strangers ask for.
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbersOfSpans;
    private readonly char[] _characters = new char[MostBytes];

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

    /// <summary>Its number, given now if it has none. UTF-8. Allocates only for a new one.</summary>
    public int Add(ReadOnlySpan<byte> name)
    {
        if (name.Length > MostBytes) return AddOther();
        var characters = _characters.AsSpan(0, Encoding.UTF8.GetChars(name, _characters));
        return _numbersOfSpans.TryGetValue(characters, out var number) ? number : AddNew(characters.ToString());
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public int Add(string name) => _numbers.TryGetValue(name, out var number) ? number : Add(Encoding.UTF8.GetBytes(name).AsSpan());

    private int AddNew(string name)
    {
        var kept = _numbers.ContainsKey(CellNames.Other) || name == CellNames.Other ? 0 : 1; // a place for "other"
        if (Count + kept >= _most) return AddOther();
        _numbers.Add(name, Count);
        _names.Add(name);
        return Count - 1;
    }

    private int AddOther()
    {
        Overflowed++;
        return _numbers.TryGetValue(CellNames.Other, out var number) ? number : AddNew(CellNames.Other);
    }
}
