namespace Fairlead.Artifacts.Probing;

/// <summary>One thing that a client relies on.</summary>
/// <param name="Name">Which; one of <see cref="CheckName"/>.</param>
/// <param name="Status">Whether it holds.</param>
/// <param name="Elapsed">How long its requests took; nothing for a check on answers that were there already.</param>
/// <param name="Detail">What is wrong, or why there was nothing to check; null where it passed. Printable.</param>
public sealed record ProbeCheck(string Name, CheckStatus Status, TimeSpan Elapsed, string? Detail = null);
