using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Fairlead.Formats.Yaml;

/// <summary>
/// From bytes to text: UTF-8, and the characters that YAML 1.2 allows (section 5.1). Without this the parser below takes a NUL
/// for the end of the file, and U+0085, U+2028 and U+2029 for line breaks that no editor shows.
/// </summary>
internal static class YamlText
{
    private const char ByteOrderMark = '\uFEFF';

    public static bool TryDecode(ReadOnlySpan<byte> utf8, out string text, [NotNullWhen(false)] out YamlProblem? problem)
    {
        var builder = new StringBuilder(utf8.Length);
        Span<char> units = stackalloc char[2];
        var (line, column) = (1, 1);
        var previous = '\0';
        text = "";
        problem = null;

        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8["\uFEFF"u8.Length..];
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var used) != OperationStatus.Done)
            {
                problem = new YamlProblem(line, column, $"byte 0x{utf8[0]:x2} is not UTF-8 here: save the file as UTF-8");
                return false;
            }
            if (!IsAllowed(rune.Value))
            {
                problem = new YamlProblem(line, column, $"character U+{rune.Value:X4} is not allowed: remove it, or write it as an escape in double quotes");
                return false;
            }
            var written = rune.EncodeToUtf16(units);
            builder.Append(units[..written]);
            utf8 = utf8[used..];

            if (units[0] == '\n' && previous == '\r') column = 1; // the pair is one break, counted at its CR
            else if (units[0] is '\n' or '\r') (line, column) = (line + 1, 1);
            else column += written;
            previous = units[0];
        }
        text = builder.ToString();
        return true;
    }

    private static bool IsAllowed(int character) => character switch
    {
        '\t' or '\n' or '\r' => true,
        < 0x20 or (>= 0x7F and < 0xA0) => false,
        0x2028 or 0x2029 or ByteOrderMark or 0xFFFE or 0xFFFF => false,
        _ => true,
    };
}
