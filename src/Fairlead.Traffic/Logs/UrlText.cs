namespace Fairlead.Traffic.Logs;

/// <summary>Absolute URLs as logs have them (RFC 3986 section 3), taken apart and not checked: whoever uses a part looks at what is in it.</summary>
internal static class UrlText
{
    /// <summary>Takes a URL apart.</summary>
    /// <param name="url">Such as <c>https://cdn.example.org:8443/containers/images/a?b</c>.</param>
    /// <param name="host">Without a port and without whatever stands before an <c>@</c>; IPv6 in its brackets.</param>
    /// <param name="target">From the slash behind it; a <c>?</c> or <c>#</c> that stands there alone begins no target.</param>
    /// <returns>False where there is no <c>://</c> or no host.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> url, out ReadOnlySpan<byte> host, out ReadOnlySpan<byte> target)
    {
        host = target = default;
        var scheme = url.IndexOf("://"u8);
        if (scheme < 0) return false;
        var rest = url[(scheme + "://".Length)..];
        var end = rest.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        host = WithoutPort(end < 0 ? rest : rest[..end]);
        if (end >= 0 && rest[end] == '/') target = rest[end..];
        return !host.IsEmpty;
    }

    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> authority)
    {
        authority = authority[(authority.LastIndexOf((byte)'@') + 1)..];
        var bracket = authority.IndexOf((byte)']') + 1; // the colons of an IPv6 address are not the port's
        var colon = authority[bracket..].IndexOf((byte)':');
        return colon < 0 ? authority : authority[..(bracket + colon)];
    }
}
