namespace Fairlead.Formats.Oci;

/// <summary>
/// The grammar of repository names (OCI distribution specification 1.1, "Pulling manifests"):
/// components of <c>[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*</c> with <c>/</c> between them, 255 characters at most.
/// </summary>
public static class RepositoryName
{
    /// <summary>The length that clients and registries agree to be the most.</summary>
    public const int MaxLength = 255;

    /// <summary>Whether a registry could hold a repository of this name.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaxLength) return false;
        var separators = 1; // of the run that ends here; a component can't begin with one, so the start counts as one
        var separator = '/';
        foreach (var c in name)
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                separators = 0;
                continue;
            }
            separators++;
            var allowed = c switch
            {
                '/' or '.' => separators == 1,
                '_' => separators == 1 || (separators == 2 && separator == '_'),
                '-' => separators == 1 || separator == '-',
                _ => false,
            };
            if (!allowed) return false;
            separator = c;
        }
        return separators == 0;
    }
}
