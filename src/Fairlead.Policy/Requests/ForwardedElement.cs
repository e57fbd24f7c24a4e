namespace Fairlead.Policy.Requests;

/// <summary>
/// One element of a <c>Forwarded</c> header (RFC 7239 section 4): <c>for=192.0.2.60;proto=http;by=203.0.113.43</c>. Values may be
/// quoted, and then hold commas and semicolons; a proxy may have put a client's <c>Host</c> there.
/// </summary>
internal static class ForwardedElement
{
    /// <summary>Place of the comma before the list's last element; -1 when it has only one.</summary>
    public static int LastComma(ReadOnlySpan<char> list)
    {
        var isQuoted = false;
        for (var i = list.Length - 1; i >= 0; i--)
        {
            if (list[i] == '"' && !IsEscaped(list, i)) isQuoted = !isQuoted;
            else if (list[i] == ',' && !isQuoted) return i;
        }
        return -1;
    }

    /// <summary>The value of <c>for</c>, without its quotes; false when there is none.</summary>
    public static bool TryGetFor(ReadOnlySpan<char> element, out ReadOnlySpan<char> node)
    {
        while (!element.IsEmpty)
        {
            var end = EndOfPair(element);
            var pair = element[..end].Trim(" \t");
            element = end < element.Length ? element[(end + 1)..] : default;
            if (!pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase)) continue;
            node = pair["for=".Length..];
            if (node.Length >= 2 && node[0] == '"' && node[^1] == '"') node = node[1..^1];
            return true;
        }
        node = default;
        return false;
    }

    private static int EndOfPair(ReadOnlySpan<char> element)
    {
        var isQuoted = false;
        for (var i = 0; i < element.Length; i++)
        {
            if (element[i] == '"' && !IsEscaped(element, i)) isQuoted = !isQuoted;
            else if (element[i] == ';' && !isQuoted) return i;
        }
        return element.Length;
    }

    /// <summary>Whether an odd number of backslashes stands before it (quoted-pair, RFC 9110 section 5.6.4).</summary>
    private static bool IsEscaped(ReadOnlySpan<char> text, int at) => (at - 1 - text[..at].LastIndexOfAnyExcept('\\')) % 2 == 1;
}
