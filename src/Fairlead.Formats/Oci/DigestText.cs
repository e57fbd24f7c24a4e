using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>Says why a text is no digest that we can use.</summary>
public static class DigestText
{
    /// <summary>The rest of a sentence that begins with what the text is; for a text that <see cref="Digest.TryParse"/> refuses.</summary>
    public static string Problem(string text)
    {
        // OCI image specification 1.1, descriptor.md, "Registered algorithms"
        if (text.StartsWith("sha512:", StringComparison.Ordinal) || text.StartsWith("blake3:", StringComparison.Ordinal))
            return $"is a {text[..6]} digest, and only sha256 is supported: {Quoted.Text(text)}";
        return $"is not 'sha256:' and {Digest.HexLength} lower-case hex digits: {Quoted.Text(text)}";
    }
}
