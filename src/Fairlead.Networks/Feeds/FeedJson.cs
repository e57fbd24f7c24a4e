using System.Text.Json;

namespace Fairlead.Networks.Feeds;

/// <summary>
/// A feed's JSON (RFC 8259), read forward once. Whatever is not as the caller expects it is a
/// <see cref="FeedFormatException"/> that names the position. A copy of it is a bookmark.
/// </summary>
internal ref struct FeedJson
{
    /// <summary>The clouds nest three deep; the rest is room for members that they may add.</summary>
    private const int DeepestNesting = 16;

    private const int LongestReason = 160; // the reader's longest reasons without a quotation have about 130

    private readonly ReadOnlySpan<byte> _content;
    private Utf8JsonReader _json;

    public FeedJson(ReadOnlySpan<byte> content)
    {
        _content = content;
        _json = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = DeepestNesting });
    }

    /// <summary>Steps to the next value: the first of all, or that of the member just named.</summary>
    public void ToValue() => Read();

    /// <summary>Steps to the next member's name in the object that was entered; false at its end.</summary>
    public bool ToMember()
    {
        Read();
        return _json.TokenType != JsonTokenType.EndObject;
    }

    /// <summary>Steps to the next element in the array that was entered; false at its end.</summary>
    public bool ToElement()
    {
        Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Steps past the document's end, after which nothing may come.</summary>
    public void ToEnd()
    {
        if (Read()) throw Wrong("something follows the end of the document");
    }

    /// <summary>Whether the member just named has this name.</summary>
    public readonly bool NameIs(ReadOnlySpan<byte> name)
    {
        try
        {
            return _json.ValueTextEquals(name);
        }
        catch (InvalidOperationException e)
        {
            throw HalfSurrogate(e);
        }
    }

    /// <summary>The value here must be an object; its members come next.</summary>
    public readonly void EnterObject(string what)
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw Wrong($"{what} is not an object");
    }

    /// <summary>The value here must be an array; its elements come next.</summary>
    public readonly void EnterArray(string what)
    {
        if (_json.TokenType != JsonTokenType.StartArray) throw Wrong($"{what} is not an array");
    }

    /// <summary>The value here must be a string, which is unescaped into the buffer.</summary>
    public readonly ReadOnlySpan<char> Text(Span<char> buffer, string what)
    {
        if (_json.TokenType != JsonTokenType.String) throw Wrong($"{what} is not a string");
        if (_json.ValueSpan.Length > buffer.Length) throw Wrong($"{what} is far too long");
        try
        {
            return buffer[.._json.CopyString(buffer)];
        }
        catch (InvalidOperationException e)
        {
            throw HalfSurrogate(e);
        }
    }

    /// <summary>Passes over the member just named, or over the value here.</summary>
    public void Skip()
    {
        try
        {
            _json.Skip();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    /// <summary>A member that counts may come once: of two, readers disagree on which one holds.</summary>
    public readonly void Once(ref bool seen, string what)
    {
        if (seen) throw Wrong($"{what} comes twice");
        seen = true;
    }

    /// <summary>What is wrong here.</summary>
    public readonly FeedFormatException Wrong(string what) =>
        new($"{FilePosition.Of(_content, _json.TokenStartIndex)}: {what}");

    private bool Read()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    private readonly FeedFormatException HalfSurrogate(InvalidOperationException inner) =>
        new($"{FilePosition.Of(_content, _json.TokenStartIndex)}: an escape that is half a surrogate pair", inner);

    private static FeedFormatException NotJson(JsonException inner)
    {
        var position = new FilePosition((inner.LineNumber ?? 0) + 1, (inner.BytePositionInLine ?? 0) + 1);
        var end = inner.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = end < 0 ? inner.Message : inner.Message[..end]; // may quote the file, at any length
        return new($"{position}: not JSON: {Excerpt.Harmless(reason, LongestReason)}", inner);
    }
}
