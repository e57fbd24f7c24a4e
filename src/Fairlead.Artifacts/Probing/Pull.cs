namespace Fairlead.Artifacts.Probing;

/// <summary>One request of a client, from the redirector to the end.</summary>
/// <param name="Check">What came of it.</param>
/// <param name="Redirect">The redirector's answer; null where there was none.</param>
/// <param name="Route">The way that it took.</param>
internal sealed record Pull(ProbeCheck Check, RedirectAnswer? Redirect, RouteTaken Route);
