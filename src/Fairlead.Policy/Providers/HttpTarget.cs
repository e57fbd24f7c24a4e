using Fairlead.Policy.Loading;

namespace Fairlead.Policy.Providers;

/// <summary>A host that clients may be sent to.</summary>
/// <param name="BaseUrl">Scheme, host, port and path, without a slash at the end; fit for a header.</param>
/// <param name="Host">Its host in lower case.</param>
public sealed record HttpTarget(string BaseUrl, string Host)
{
    /// <summary>Reads a host, which then is asked over https, or a base URL; null with the reason when it is neither.</summary>
    internal static HttpTarget? Parse(string text, bool mayHavePath, out string fault)
    {
        var isBare = !text.Contains("://", StringComparison.Ordinal);
        if (!HttpUrl.TryParse(isBare ? $"https://{text}" : text, out var url, out fault)) return null;
        if (url.HasQuery || url.HasFragment) fault = "it can have no query and no fragment";
        else if (!mayHavePath && url.Path is not ("" or "/")) fault = "it can have no path";
        else if (!ArtifactPath.HasOnlySegments(url.Path)) fault = "its path can have no empty segment, no '.' and no '..'";
        return fault.Length > 0 ? null : new HttpTarget(url.Text.TrimEnd('/'), url.Host.ToLowerInvariant());
    }
}
