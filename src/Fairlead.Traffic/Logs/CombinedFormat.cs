using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Logs;

/// <summary>
/// The combined log format of nginx and Apache, and the common one, which lacks the last two fields:
/// <c>192.0.2.1 - user [10/Oct/2026:13:55:36 +0000] "GET /path HTTP/1.1" 200 2326 "referer" "agent"</c>; what comes after the bytes is passed over. Apache's
/// vhost_combined has the virtual host in front of all that: it is the backend.
/// Sources: https://nginx.org/en/docs/http/ngx_http_log_module.html, https://httpd.apache.org/docs/2.4/logs.html (and mod_log_config: what is escaped).
/// </summary>
internal sealed class CombinedFormat : LogFormat
{
    /// <summary>From before the time's bracket to the quote of the request line.</summary>
    private const int TimeWithBrackets = BracketTime.Length + 4;

    private readonly BracketTime _time = new();

    /// <inheritdoc/>
    public override string Name => "combined";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        if (line.IsEmpty) return LineOutcome.Ignored;
        record = default;

        // A user's name may hold spaces and brackets, but both servers escape quotes in it: so what comes before the first quote is the time.
        var quote = line.IndexOf((byte)'"');
        if (quote < 0) return Bad("no request line");
        if (quote < TimeWithBrackets) return Bad("no time before the request line");
        if (line[quote - 1] != ' ' || line[quote - 2] != ']' || line[quote - TimeWithBrackets + 1] != '[' || line[quote - TimeWithBrackets] != ' ') return Bad("no time in brackets before the request line");
        if (!_time.TryRead(line.Slice(quote - TimeWithBrackets + 2, BracketTime.Length), out record.Time)) return Bad("the time is none");
        if (!TryReadClient(line[..(quote - TimeWithBrackets)], ref record)) return Bad("neither a client's address nor its host's name in front");

        var rest = line[(quote + 1)..];
        var end = QuotedText.End(rest);
        if (end < 0) return Bad("the request line has no end");
        RequestLine.Read(rest[..end], ref record);
        return ReadAnswer(rest[(end + 1)..], ref record);
    }

    /// <summary>Reads <c> 200 2326</c>, and passes over what follows.</summary>
    private LineOutcome ReadAnswer(ReadOnlySpan<byte> text, ref LogRecord record)
    {
        if (text.Length < " 200 0".Length || text[0] != ' ' || text[4] != ' ') return Bad("no status and bytes after the request line");
        if (!AnswerStatus.TryRead(text.Slice(1, 3), out record.Status)) return Bad("the status is none");
        var bytes = text[5..];
        var end = bytes.IndexOf((byte)' ');
        if (end >= 0) bytes = bytes[..end];
        return Digits.TryReadBytes(bytes, out record.Bytes) ? LineOutcome.Request : Bad("the bytes are no number");
    }

    /// <summary>
    /// Reads <c>192.0.2.1 - user</c>, or <c>host 192.0.2.1 - user</c>. In front may stand the client's name instead (HostnameLookups), or <c>unix:</c>, where nginx listens on a
    /// socket: then its address is not known.
    /// </summary>
    private static bool TryReadClient(ReadOnlySpan<byte> text, ref LogRecord record)
    {
        var space = text.IndexOf((byte)' ');
        if (space <= 0) return false;
        var first = text[..space];
        if (record.HasClient = IpAddress.TryParse(first, out record.Client)) return true;

        var second = text[(space + 1)..];
        space = second.IndexOf((byte)' ');
        if (space <= 0) return false;
        if (record.HasClient = IpAddress.TryParse(second[..space], out record.Client)) record.Backend = WithoutPort(first);
        return record.HasClient || second[..space] is [(byte)'-'];
    }

    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> host)
    {
        var colon = host.LastIndexOf((byte)':');
        return colon < 0 ? host : host[..colon];
    }
}
