using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// Gathers names of organisations by ASN: the first that an ASN comes with, cut to a length, without what a terminal or a log would act
/// on. Names that are equal become one string.
/// </summary>
internal sealed class AsnNames
{
    /// <summary>Four times the ASNs that the registries have given out.</summary>
    public const int Most = 500_000;

    /// <summary>In UTF-16 units. 57 of 91,065 names in use are longer, many because they say the same twice.</summary>
    public const int LongestName = 100;

    private readonly Dictionary<uint, string> _names = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private uint _last; // neighbours in a feed often share their ASN

    public bool HasTooMany => _names.Count > Most;

    public IReadOnlyDictionary<uint, string> ByAsn => _names;

    /// <summary>Adds a name in valid UTF-8, unless the ASN has one.</summary>
    public void Add(uint asn, ReadOnlySpan<byte> name)
    {
        if (asn == _last || name.IsEmpty) return;
        _last = asn;
        if (_names.ContainsKey(asn)) return;

        Span<char> room = stackalloc char[LongestName];
        var text = Harmless(name, room);
        if (text.IsEmpty) return;
        if (!_texts.TryGetValue(text, out var shared))
        {
            shared = text.ToString();
            _texts.Set.Add(shared);
        }
        _names.Add(asn, shared);
    }

    private static ReadOnlySpan<char> Harmless(ReadOnlySpan<byte> name, Span<char> room)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(name, out var rune, out var read) == OperationStatus.Done)
        {
            name = name[read..];
            if (!IsText(rune)) continue;
            if (!rune.TryEncodeToUtf16(room[length..], out var written)) break;
            length += written;
        }
        return room[..length].Trim();
    }

    // Control characters and line separators; format characters turn the direction of what follows, or can't be seen.
    private static bool IsText(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
