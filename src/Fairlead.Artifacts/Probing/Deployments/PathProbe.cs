namespace Fairlead.Artifacts.Probing.Deployments;

/// <summary>What a client gets for one path at a redirector.</summary>
/// <param name="Path">What is asked for.</param>
/// <param name="Title">What it is, for people: <c>manifest v1</c>, <c>layer sha256:...</c>.</param>
/// <param name="Route">Where the client is led.</param>
/// <param name="Checks">In the order in which they are made.</param>
public sealed record PathProbe(string Path, string Title, RouteTaken Route, IReadOnlyList<ProbeCheck> Checks)
{
    /// <summary>Of a manifest: the digest of what came; null where nothing did, and of a blob.</summary>
    public string? Content { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool Passed => Checks.All(check => check.Status != CheckStatus.Failed);
}
