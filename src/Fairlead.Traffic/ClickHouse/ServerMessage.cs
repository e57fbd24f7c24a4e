using System.Globalization;
using System.Text;
using Fairlead.Formats.Yaml;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>What a server says of its errors: <c>Code: 81, e.displayText() = DB::Exception: Database nodb doesn't exist, ...</c> in a body of text.</summary>
internal static class ServerMessage
{
    /// <summary>More of a body than this is not read.</summary>
    public const int MaxBytes = 4 << 10;

    private const int MaxLength = 300;

    /// <summary>
    /// Codes that time may heal (src/Common/ErrorCodes of ClickHouse): too many queries, timeouts and the network, memory, tables that are read-only for now, too many parts,
    /// ZooKeeper away, an insert of unknown fate.
    /// </summary>
    private static readonly int[] s_passing = [3, 159, 202, 203, 209, 210, 225, 241, 242, 252, 279, 285, 286, 319, 425, 999];

    /// <summary>The first line of what it says, printable and short, without the password in it.</summary>
    public static string Of(ReadOnlySpan<byte> body, string? password)
    {
        // Before anything is cut off or made printable: a part of a password is none to look for.
        var said = Encoding.UTF8.GetString(body);
        var text = (string.IsNullOrEmpty(password) ? said : said.Replace(password, "***", StringComparison.Ordinal)).AsSpan().Trim();
        if (text.IndexOfAny('\r', '\n') is var end and >= 0) text = text[..end];
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxLength) return shown.Append('…').ToString();
            shown.Append(UnseenText.Is(rune) ? "?" : rune.ToString());
        }
        return shown.Length == 0 ? "it doesn't say why" : shown.ToString();
    }

    /// <summary>Whether an answer of this status and body may be another one later.</summary>
    public static bool IsPassing(int status, ReadOnlySpan<byte> body) =>
        status is 408 or 429 || (status >= 500 && (Code(body) is not { } code || s_passing.Contains(code)));

    /// <summary>ClickHouse's number of the error; null when the text is somebody else's: a proxy's, say.</summary>
    private static int? Code(ReadOnlySpan<byte> body)
    {
        var start = "Code: "u8;
        if (!body.StartsWith(start)) return null;
        body = body[start.Length..];
        var length = body.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return int.TryParse(length < 0 ? body : body[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }
}
