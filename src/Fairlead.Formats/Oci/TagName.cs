namespace Fairlead.Formats.Oci;

/// <summary>The grammar of tags (OCI distribution specification 1.1, "Pulling manifests"): <c>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}</c>.</summary>
public static class TagName
{
    /// <summary>Characters of a tag at the most.</summary>
    public const int MaxLength = 128;

    /// <summary>Whether a registry could hold a tag of this name.</summary>
    public static bool IsValid(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty || tag.Length > MaxLength || tag[0] is '.' or '-') return false;
        foreach (var c in tag)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')) return false;
        return true;
    }
}
