namespace Fairlead.Redirector.Status;

/// <summary>A reload that changed nothing.</summary>
/// <param name="At">When.</param>
/// <param name="Problems">What was wrong, each with its place.</param>
internal sealed record ReloadFailure(DateTimeOffset At, IReadOnlyList<string> Problems);
