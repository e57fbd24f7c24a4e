namespace Fairlead.Policy.Loading;

/// <summary>Characters of URLs (RFC 3986).</summary>
internal static class UriSyntax
{
    /// <summary>What stands in a path as it is: <c>pchar</c> (section 3.3) without the percent sign, and <c>/</c>.</summary>
    public const string PathCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";
}
