using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Fairlead.Cli.Reporting;

/// <summary>
/// One line of JSON, put together in a buffer that is used again. For rows of which there are millions: <see cref="Utf8JsonWriter"/> takes four times as long for each until it
/// has been compiled for speed, and by then a report is written.
/// </summary>
internal sealed class JsonLine
{
    private const int LongestNumber = 40; // a decimal has 29 digits, a sign and a point

    private byte[] _bytes = new byte[1 << 10];
    private int _length;

    /// <summary>What was added since <see cref="Clear"/>; good until the next change.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Begins anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Adds what is JSON already.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        _length += json.Length;
    }

    /// <summary>Adds a text in quotes, escaped as <see cref="Utf8JsonWriter"/> escapes; null as null.</summary>
    public void Add(string? text)
    {
        if (text is null)
        {
            Add("null"u8);
            return;
        }
        Add("\""u8);
        if (TryCopy(text, Room(text.Length))) _length += text.Length;
        else Add(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        Add("\""u8);
    }

    /// <summary>Adds a number; null as null.</summary>
    public void Add(long? number)
    {
        if (number is not { } known) Add("null"u8);
        else if (known.TryFormat(Room(LongestNumber), out var length, provider: CultureInfo.InvariantCulture)) _length += length;
    }

    /// <inheritdoc cref="Add(long?)"/>
    public void Add(decimal? number)
    {
        if (number is not { } known) Add("null"u8);
        else if (known.TryFormat(Room(LongestNumber), out var length, provider: CultureInfo.InvariantCulture)) _length += length;
    }

    /// <summary>Copies a text of nothing but letters, digits and what is usual in names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // else the runtime counts each turn of the loop while it measures what to compile
    private static bool TryCopy(string text, Span<byte> to)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '-' or '.' or '/' or ':' or '_' or ',' or '(' or ')')) return false;
            to[i] = (byte)c;
        }
        return true;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        return _bytes.AsSpan(_length);
    }
}
