namespace Fairlead.Artifacts.Probing;

/// <summary>One thing that a client relies on.</summary>
/// <param name="Name">Which; one of <see cref="CheckName"/>.</param>
/// <param name="Status">Whether it holds.</param>
/// <param name="Elapsed">How long its requests took; nothing for a check on answers that were there already.</param>
/// <param name="Detail">What is wrong, why there was nothing to check, or, rarely, what is worth knowing where it passed. Printable.</param>
public sealed record ProbeCheck(string Name, CheckStatus Status, TimeSpan Elapsed, string? Detail = null)
{
    /// <summary>A check on what is there already: passed, unless there is a problem.</summary>
    internal static ProbeCheck Judged(string name, string? problem) => new(name, problem is null ? CheckStatus.Passed : CheckStatus.Failed, TimeSpan.Zero, problem);

    /// <summary>A check that there was nothing for.</summary>
    internal static ProbeCheck Skipped(string name, string reason) => new(name, CheckStatus.Skipped, TimeSpan.Zero, reason);
}
