namespace Fairlead.Policy.Requests;

/// <summary>One element of a <c>Forwarded</c> header (RFC 7239 section 4): <c>for=192.0.2.60;proto=http;by=203.0.113.43</c>.</summary>
internal static class ForwardedElement
{
    /// <summary>The value of <c>for</c>, without its quotes; false when there is none.</summary>
    public static bool TryGetFor(ReadOnlySpan<char> element, out ReadOnlySpan<char> node)
    {
        foreach (var range in element.Split(';'))
        {
            var pair = element[range].Trim(" \t");
            if (!pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase)) continue;
            node = pair["for=".Length..];
            if (node.Length >= 2 && node[0] == '"' && node[^1] == '"') node = node[1..^1];
            return true;
        }
        node = default;
        return false;
    }
}
