namespace Fairlead.Demo.Registry;

/// <summary>One page of a repository's tags (OCI distribution specification 1.1, "Listing tags").</summary>
/// <param name="Tags">In case-insensitive alphanumeric order, which the specification calls lexical.</param>
/// <param name="HasMore">Whether a next page follows.</param>
internal sealed record TagPage(IReadOnlyList<string> Tags, bool HasMore)
{
    // Of two tags that differ in case alone the order is still always the same.
    private static readonly Comparer<string> Order = Comparer<string>.Create((a, b) =>
        StringComparer.OrdinalIgnoreCase.Compare(a, b) is var order and not 0 ? order : StringComparer.Ordinal.Compare(a, b));

    /// <summary>At most <paramref name="count"/> tags (null: all) after <paramref name="last"/>, which needn't be there (null: from the first).</summary>
    public static TagPage Of(IEnumerable<string> tags, int? count, string? last)
    {
        var after = tags.Where(tag => last is null || Order.Compare(tag, last) > 0).Order(Order).ToList();
        // A page of none has no next page: "when n is zero ... MUST NOT include a Link header".
        return count is { } n && n < after.Count ? new TagPage(after[..n], n > 0) : new TagPage(after, false);
    }
}
