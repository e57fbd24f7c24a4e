namespace Fairlead.Artifacts.Probing;

/// <summary>What a client gets for one blob.</summary>
/// <param name="Blob">Which.</param>
/// <param name="Host">The host that the redirects of its GET ended at, with the port where it isn't the scheme's; null where they ended nowhere.</param>
/// <param name="Via">The hosts on the way there, the redirector not among them.</param>
/// <param name="Checks">In the order in which they are made.</param>
public sealed record BlobProbe(ProbedBlob Blob, string? Host, IReadOnlyList<string> Via, IReadOnlyList<ProbeCheck> Checks)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool Passed => Checks.All(check => check.Status != CheckStatus.Failed);
}
