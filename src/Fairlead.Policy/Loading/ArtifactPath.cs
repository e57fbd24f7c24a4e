using System.Buffers;
using System.Globalization;

namespace Fairlead.Policy.Loading;

/// <summary>Path prefixes that a request can have at all, by request rule 7.</summary>
public static class ArtifactPath
{
    private static readonly SearchValues<char> Characters = SearchValues.Create(UriSyntax.PathCharacters + "%");

    /// <summary>Whether requests below this path could be for artifacts; if not, <paramref name="fault"/> says why.</summary>
    public static bool IsValid(string path, out string fault)
    {
        fault = "";
        if (!path.StartsWith('/')) fault = "it must begin with a slash";
        else if (IsUnder(path, "/v1") || IsUnder(path, "/v2")) fault = "what is under /v1/ and /v2/ belongs to the registry";
        else if (path.AsSpan().ContainsAnyExcept(Characters)) fault = "only the characters of a URL's path are allowed, others are escaped as %XX";
        else if (!HasOnlySegments(path)) fault = "segments that are empty, '.' or '..' are refused in requests";
        else if (!HasOnlyAllowedEscapes(path)) fault = "requests with such an escape are refused";
        return fault.Length == 0;
    }

    /// <summary>Whether no segment is empty (but for a last one), <c>.</c> or <c>..</c>.</summary>
    public static bool HasOnlySegments(string path) =>
        !path.Contains("//", StringComparison.Ordinal) && !path.Split('/').Any(segment => segment is "." or "..");

    private static bool IsUnder(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');

    private static bool HasOnlyAllowedEscapes(string path)
    {
        for (var i = path.IndexOf('%'); i >= 0; i = path.IndexOf('%', i + 1))
        {
            if (i + 2 >= path.Length || !byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
            if (value is < 0x20 or 0x7F or (byte)'%' or (byte)'.' or (byte)'/' or (byte)'\\') return false;
        }
        return true;
    }
}
