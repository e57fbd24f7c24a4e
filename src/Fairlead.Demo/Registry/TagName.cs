namespace Fairlead.Demo.Registry;

/// <summary>The grammar of tags (OCI distribution specification 1.1, "Pulling manifests"): <c>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}</c>.</summary>
internal static class TagName
{
    private const int MaxLength = 128;

    public static bool IsValid(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty || tag.Length > MaxLength || tag[0] is '.' or '-') return false;
        foreach (var c in tag)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')) return false;
        return true;
    }
}
