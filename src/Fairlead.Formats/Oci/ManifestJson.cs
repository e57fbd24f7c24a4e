using System.Text.Json;
using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>
/// The JSON of manifests, field by field, in one pass. A field that is read must not be set twice, and not be spelt in a way that Go's
/// encoding/json takes for it too (any case, U+017F for s, U+212A for k): most registries and clients are written in Go, and would see another
/// document than we do.
/// </summary>
internal ref struct ManifestJson(ReadOnlySpan<byte> json)
{
    /// <summary>Levels of nesting at the most: schema 1's signatures, the deepest that are known, have six.</summary>
    private const int MaxDepth = 32;

    /// <summary>Bytes of a field's name that could be one of ours: escaped, each character takes six.</summary>
    private const int MaxNameBytes = 6 * 16;

    /// <summary>Characters of media types and platforms at the most.</summary>
    private const int MaxTextLength = 255;

    private Utf8JsonReader _json = new(json, new JsonReaderOptions { MaxDepth = MaxDepth });

    /// <summary>Whether the value at hand is <c>null</c>: as good as not set, since Go writes empty lists so.</summary>
    public readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    /// <summary>Begins the document, which has to be an object.</summary>
    public void Begin()
    {
        _json.Read();
        ExpectObject("it");
    }

    /// <summary>Ends the document: nothing comes after it.</summary>
    public void End() => _json.Read();

    /// <summary>The value at hand has to be an object.</summary>
    public readonly void ExpectObject(string what)
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw new FormatException($"{what} is no object");
    }

    /// <summary>The value at hand has to be a list.</summary>
    public readonly void ExpectList(string what)
    {
        if (_json.TokenType != JsonTokenType.StartArray) throw new FormatException($"{what} is no list");
    }

    /// <summary>Goes on to the next item of a list; false at its end.</summary>
    public bool NextItem() => _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    /// <summary>Goes on to the value of the next field that is one of these, past all others; false at the object's end.</summary>
    /// <param name="known">Their names; 32 at the most.</param>
    /// <param name="seen">Which of them have been; 0 at first.</param>
    /// <param name="name">Its name.</param>
    public bool NextField(ReadOnlySpan<string> known, ref uint seen, out string name)
    {
        name = "";
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexIn(known);
            _json.Read();
            if (index < 0)
            {
                _json.Skip();
                continue;
            }
            name = known[index];
            if ((seen & (1u << index)) != 0) throw new FormatException($"'{name}' is set twice");
            seen |= 1u << index;
            return true;
        }
        return false;
    }

    /// <summary>A text that may be shown and be sent in a header.</summary>
    public readonly string Text(string what)
    {
        if (_json.TokenType != JsonTokenType.String) throw new FormatException($"{what} is no text");
        var text = _json.GetString()!;
        if (text.Length is 0 or > MaxTextLength || text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new FormatException($"{what} is no text of 1 to {MaxTextLength} printable ASCII characters: {Quoted.Text(text)}");
        return text;
    }

    /// <summary>The same; null where it is empty, which to Go is as good as not set.</summary>
    public readonly string? OptionalText(string what) => AnyText(what).Length == 0 ? null : Text(what);

    /// <summary>Any text.</summary>
    public readonly string AnyText(string what) =>
        _json.TokenType == JsonTokenType.String ? _json.GetString()! : throw new FormatException($"{what} is no text");

    /// <summary>A whole number from 0.</summary>
    public readonly long Number(string what)
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) && number >= 0) return number;
        throw new FormatException($"{what} is no whole number from 0 to {long.MaxValue}");
    }

    /// <summary>A digest that blobs are kept under.</summary>
    public readonly Digest Digest(string what)
    {
        var text = AnyText(what);
        if (Oci.Digest.TryParse(text, out var digest)) return digest;
        throw new FormatException($"{what} {DigestText.Problem(text)}");
    }

    private readonly int IndexIn(ReadOnlySpan<string> known)
    {
        if (_json.ValueSpan.Length > MaxNameBytes) return -1;
        Span<char> buffer = stackalloc char[MaxNameBytes];
        var name = buffer[.._json.CopyString(buffer)];
        for (var i = 0; i < known.Length; i++)
        {
            if (name.SequenceEqual(known[i])) return i;
            if (IsTakenFor(name, known[i])) throw new FormatException($"the field {Quoted.Text(name.ToString())} has to be spelt '{known[i]}'");
        }
        return -1;
    }

    private static bool IsTakenFor(ReadOnlySpan<char> name, string known)
    {
        if (name.Length != known.Length) return false;
        for (var i = 0; i < known.Length; i++)
            if (Folded(name[i]) != Folded(known[i])) return false;
        return true;
    }

    private static char Folded(char c) => c switch
    {
        '\u017F' => 's',
        '\u212A' => 'k',
        _ => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c,
    };
}
