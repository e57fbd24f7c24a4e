using System.Text.Json;

namespace Fairlead.Traffic.Logs;

/// <summary>Values of a line of JSON, without an allocation: texts are parts of the line, or of a room of its own where they have escapes. For one thread.</summary>
internal sealed class JsonTexts
{
    private byte[] _room = [];
    private int _used;

    /// <summary>What may stand around a value (RFC 8259 section 2) on a line.</summary>
    public static ReadOnlySpan<byte> WhiteSpace => " \t\r"u8;

    /// <summary>Whether a line can be one object (RFC 8259 section 4), so that not every line that is none costs an exception.</summary>
    public static bool IsObject(ReadOnlySpan<byte> line) => line is [(byte)'{', .., (byte)'}'];

    /// <summary>Whether a text begins an array of objects (RFC 8259 section 5), over however many lines: another log may begin with a bracket, too.</summary>
    public static bool BeginsArray(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        return text is [(byte)'[', .. var rest] && rest.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    /// <summary>Begins a line: the texts of the last one are gone.</summary>
    public void Begin(ReadOnlySpan<byte> line)
    {
        _used = 0;
        if (_room.Length < line.Length) _room = new byte[line.Length]; // no text gets longer without its escapes
    }

    /// <summary>The text that is the property's value; empty where it is something else.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">Its escapes are those of no text: half a surrogate pair.</exception>
    public ReadOnlySpan<byte> TextOf(scoped ref Utf8JsonReader property)
    {
        property.Read();
        if (property.TokenType != JsonTokenType.String)
        {
            property.Skip();
            return default;
        }
        if (!property.ValueIsEscaped) return property.ValueSpan;
        var text = _room.AsSpan(_used);
        text = text[..property.CopyString(text)];
        _used += text.Length;
        return text;
    }

    /// <summary>The whole number that is the property's value, as a number or, as 64 bits often are in JSON, as a text; -1 where it is something else or negative.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static long NumberOf(scoped ref Utf8JsonReader property)
    {
        property.Read();
        if (property.TokenType is JsonTokenType.String or JsonTokenType.Number) return Digits.TryRead(property.ValueSpan, out var number) ? number : -1;
        property.Skip();
        return -1;
    }
}
