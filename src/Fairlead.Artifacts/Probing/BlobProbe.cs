namespace Fairlead.Artifacts.Probing;

/// <summary>What a client gets for one blob.</summary>
/// <param name="Blob">Which.</param>
/// <param name="Route">The way of its GET.</param>
/// <param name="Checks">In the order in which they are made.</param>
public sealed record BlobProbe(ProbedBlob Blob, RouteTaken Route, IReadOnlyList<ProbeCheck> Checks)
{
    /// <summary>The host that the redirects ended at; null where they ended nowhere.</summary>
    public string? Host => Route.End;

    /// <summary>The hosts on the way there, the redirector not among them.</summary>
    public IReadOnlyList<string> Via => Route.Via;

    /// <summary>Whether nothing is wrong.</summary>
    public bool Passed => Checks.All(check => check.Status != CheckStatus.Failed);
}
