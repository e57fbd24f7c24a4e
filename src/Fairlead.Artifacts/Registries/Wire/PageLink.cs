using System.Net.Http.Headers;

namespace Fairlead.Artifacts.Registries.Wire;

/// <summary>The next page of a list, by <c>Link: &lt;URL&gt;; rel="next"</c> (RFC 8288; OCI distribution specification 1.1, "Listing tags").</summary>
internal static class PageLink
{
    /// <summary>Far more than a last tag and a count take.</summary>
    public const int MaxLength = 8 << 10;

    /// <summary>What stands between the angle brackets of the first link to a next page; null where there is none.</summary>
    public static string? Next(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("Link", out var values)) return null;
        foreach (var value in values)
            if (Next(value.AsSpan()) is { } next) return next;
        return null;
    }

    /// <summary>The same of one header's value, which may hold several links.</summary>
    public static string? Next(ReadOnlySpan<char> value)
    {
        if (value.Length > MaxLength) return null;
        while (true)
        {
            var open = value.IndexOf('<');
            if (open < 0) return null;
            var close = value[open..].IndexOf('>');
            if (close < 0) return null;
            var target = value.Slice(open + 1, close - 1).Trim();
            value = value[(open + close + 1)..];
            // The parameters end where the next link's angle bracket opens; no parameter that matters here holds one.
            var end = value.IndexOf('<');
            if (IsNext(end < 0 ? value : value[..end])) return target.ToString();
        }
    }

    private static bool IsNext(ReadOnlySpan<char> parameters)
    {
        foreach (var range in parameters.SplitAny(';', ','))
        {
            var parameter = parameters[range].Trim();
            var equals = parameter.IndexOf('=');
            if (equals < 0 || !parameter[..equals].Trim().Equals("rel", StringComparison.OrdinalIgnoreCase)) continue;
            // "rel" holds one or more types, in quotes or not.
            var types = parameter[(equals + 1)..].Trim().Trim('"');
            foreach (var type in types.Split(' '))
                if (types[type].Equals("next", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
