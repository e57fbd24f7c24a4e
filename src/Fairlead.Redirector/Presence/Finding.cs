namespace Fairlead.Redirector.Presence;

/// <summary>What came of looking for a mirror that holds a blob.</summary>
/// <param name="Holder">The first candidate that is healthy and holds it; null when none is known to.</param>
/// <param name="IsUncertain">Whether one before it could not say; without a holder: whether one might hold it all the same.</param>
internal readonly record struct Finding(MirrorTarget? Holder, bool IsUncertain);
