namespace Fairlead.Policy.Loading;

/// <summary>Release files below a path, at a host that the operator vouches for.</summary>
/// <param name="Path">Path prefix; begins with a slash, is not under <c>/v2/</c>.</param>
/// <param name="BaseUrl"><c>https://host</c>, without a slash at the end; the request's own path and query follow.</param>
/// <param name="Provider">Only for this provider's clients; null: for all.</param>
public sealed record ArtifactConfig(string Path, string BaseUrl, string? Provider)
{
    /// <summary>Headers that a request must have, all of them; empty: whatever it has.</summary>
    public IReadOnlyList<HeaderMatch> Headers { get; init; } = [];

    /// <summary>Whether it is nobody's exception: every request below its path may be sent there.</summary>
    public bool IsForEverybody => Provider is null && Headers.Count == 0;
}
