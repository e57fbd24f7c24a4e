namespace Fairlead.Redirector.Status;

/// <summary>How the policy in force came to be.</summary>
/// <param name="LoadedAt">When it was read from its file.</param>
/// <param name="Failure">The last attempt to read it again, where that failed; null once another has succeeded.</param>
internal sealed record PolicyStanding(DateTimeOffset LoadedAt, ReloadFailure? Failure = null);
