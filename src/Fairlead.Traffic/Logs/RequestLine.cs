namespace Fairlead.Traffic.Logs;

/// <summary>
/// The first line of a request as servers log it: <c>GET /v2/ HTTP/1.1</c>, without a version for HTTP/0.9 (RFC 1945 section 4.1). Whatever a client sent stands in it,
/// a TLS handshake too: what is no request line is a request all the same, of no method and no target.
/// </summary>
internal static class RequestLine
{
    /// <summary>Reads method and target into the record.</summary>
    public static void Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        record.Method = RequestMethod.Other;
        record.Target = default;
        var space = line.IndexOf((byte)' ');
        if (space <= 0) return;
        record.Method = Method(line[..space]);
        record.Target = Path(WithoutVersion(line[(space + 1)..]));
    }

    /// <summary>Reads a method, which is told by case (RFC 9110 section 9.1).</summary>
    public static RequestMethod Method(ReadOnlySpan<byte> method)
    {
        if (method.SequenceEqual("GET"u8)) return RequestMethod.Get;
        return method.SequenceEqual("HEAD"u8) ? RequestMethod.Head : RequestMethod.Other;
    }

    /// <summary>A version is <c>HTTP/1.1</c>, or <c>HTTP/2</c> where a server leaves the zero out. What comes before it may hold spaces.</summary>
    private static ReadOnlySpan<byte> WithoutVersion(ReadOnlySpan<byte> text)
    {
        foreach (var length in (ReadOnlySpan<int>)[" HTTP/1.1".Length, " HTTP/2".Length])
        {
            if (text.Length >= length && text[^length..].StartsWith(" HTTP/"u8)) return text[..^length];
        }
        return text;
    }

    /// <summary>Path and query of a target; those of one in absolute form (RFC 9112 section 3.2.2) are after its host. Other forms name no object.</summary>
    private static ReadOnlySpan<byte> Path(ReadOnlySpan<byte> target)
    {
        if (target.StartsWith("/"u8)) return target;
        if (!target.StartsWith("http://"u8) && !target.StartsWith("https://"u8)) return default;
        var authority = target[(target.IndexOf("//"u8) + 2)..];
        var path = authority.IndexOf((byte)'/');
        return path < 0 ? default : authority[path..];
    }
}
