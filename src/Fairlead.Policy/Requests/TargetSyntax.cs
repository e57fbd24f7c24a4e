using System.Buffers;
using Fairlead.Formats.Oci;
using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Requests;

/// <summary>
/// What may stand in a request target that we answer, and so in a <c>Location</c> made from it: <c>pchar</c>, <c>/</c> and, in the
/// query, <c>?</c> (RFC 3986 sections 3.3 and 3.4). Stricter than the RFC in the path, where what decodes to a control character,
/// <c>%</c>, <c>.</c>, <c>/</c> or <c>\</c> could mean another path to whoever decodes it next.
/// </summary>
internal static class TargetSyntax
{
    private static readonly SearchValues<char> s_path = SearchValues.Create(UriSyntax.PathCharacters);
    private static readonly SearchValues<char> s_query = SearchValues.Create(UriSyntax.PathCharacters + "?");

    public static bool IsSafePath(ReadOnlySpan<char> path) =>
        path.Length > 0 && path[0] == '/' && HasOnly(path, s_path, static value => value is > 0x1F and not (0x7F or '%' or '.' or '/' or '\\')) && HasPlainSegments(path);

    public static bool IsSafeQuery(ReadOnlySpan<char> query) => HasOnly(query, s_query, static _ => true);

    /// <summary>A digest as a path segment: canonical, or with its colon encoded.</summary>
    public static bool TryParseDigest(ReadOnlySpan<char> segment, out Digest digest)
    {
        const int encodedLength = Digest.TextLength + 2;
        if (segment.Length == encodedLength && (segment.StartsWith("sha256%3A", StringComparison.Ordinal) || segment.StartsWith("sha256%3a", StringComparison.Ordinal)))
            return Digest.TryParseHex(segment[^Digest.HexLength..], out digest);
        return Digest.TryParse(segment, out digest);
    }

    /// <summary>
    /// <c>sha256-&lt;hex&gt;</c>, the referrers' fallback tag (OCI distribution specification 1.1, "Referrers tag schema"), or that with
    /// cosign's <c>.sig</c>, <c>.att</c> or <c>.sbom</c>.
    /// </summary>
    public static bool IsSignatureTag(ReadOnlySpan<char> tag)
    {
        const string prefix = "sha256-";
        if (!tag.StartsWith(prefix, StringComparison.Ordinal) || tag.Length < prefix.Length + Digest.HexLength) return false;
        var suffix = tag[(prefix.Length + Digest.HexLength)..];
        return suffix is "" or ".sig" or ".att" or ".sbom" && Digest.TryParseHex(tag.Slice(prefix.Length, Digest.HexLength), out _);
    }

    private static bool HasOnly(ReadOnlySpan<char> text, SearchValues<char> plain, Func<int, bool> mayBeEncoded)
    {
        while (true)
        {
            var odd = text.IndexOfAnyExcept(plain);
            if (odd < 0) return true;
            if (text[odd] != '%' || odd + 2 >= text.Length) return false;
            var high = Hex(text[odd + 1]);
            var low = Hex(text[odd + 2]);
            if (high < 0 || low < 0 || !mayBeEncoded((high << 4) | low)) return false;
            text = text[(odd + 3)..];
        }
    }

    private static int Hex(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    /// <summary>No segment is empty, <c>.</c> or <c>..</c>; one slash at the end may stand.</summary>
    private static bool HasPlainSegments(ReadOnlySpan<char> path)
    {
        if (path.Contains("//", StringComparison.Ordinal)) return false;
        var at = 0;
        while (true)
        {
            var dot = path[at..].IndexOf("/.", StringComparison.Ordinal);
            if (dot < 0) return true;
            at += dot + 1;
            var segment = path[at..];
            var end = segment.IndexOf('/');
            if ((end < 0 ? segment : segment[..end]) is "." or "..") return false;
        }
    }
}
