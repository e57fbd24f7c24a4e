namespace Fairlead.Policy.Requests;

/// <summary>Where a request goes at the upstream (request rule 7): <c>&lt;registry&gt;/v2/&lt;prefix&gt;/&lt;rest&gt;?&lt;query&gt;</c>.</summary>
public static class UpstreamUrl
{
    /// <summary>
    /// The URL there. A path that carries the prefix already gets no second one, so that a <c>Link</c> for the next page of tags works
    /// through us; containerd's <c>ns</c> is left out of the query, all else stays byte for byte.
    /// </summary>
    public static string For(string registry, string repositoryPrefix, in RegistryPath path)
    {
        var rest = path.AfterApiRoot;
        var query = path.Query;
        var kept = query.IsEmpty ? default : WithoutNamespace(query);
        var question = kept.IsEmpty ? "" : "?";
        var carriesPrefix = repositoryPrefix.Length == 0
            || (rest.Length > repositoryPrefix.Length && rest[repositoryPrefix.Length] == '/' && rest.StartsWith(repositoryPrefix, StringComparison.Ordinal));
        return carriesPrefix
            ? $"{registry}/v2/{rest}{question}{kept}"
            : $"{registry}/v2/{repositoryPrefix}/{rest}{question}{kept}";
    }

    /// <summary>The query less every parameter named <c>ns</c> (containerd's namespace parameter, for registries that proxy others).</summary>
    private static ReadOnlySpan<char> WithoutNamespace(ReadOnlySpan<char> query)
    {
        if (!query.Contains("ns", StringComparison.Ordinal)) return query;
        var kept = new System.Text.StringBuilder(query.Length);
        var isFirst = true;
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            if (parameter is "ns" || parameter.StartsWith("ns=", StringComparison.Ordinal)) continue;
            if (!isFirst) kept.Append('&'); // also behind an empty parameter
            kept.Append(parameter);
            isFirst = false;
        }
        return kept.ToString();
    }
}
