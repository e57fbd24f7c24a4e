namespace Fairlead.Artifacts.Probing;

/// <summary>One request of a client, from the redirector to the end.</summary>
/// <param name="Check">What came of it.</param>
/// <param name="Redirect">The redirector's answer; null where there was none.</param>
/// <param name="Host">Who answered at the end; null where nobody did.</param>
/// <param name="Via">Hosts that only sent on.</param>
internal sealed record Pull(ProbeCheck Check, RedirectAnswer? Redirect, string? Host, IReadOnlyList<string> Via);
