namespace Fairlead.Artifacts.Promotion.Revisions;

/// <summary>What git said.</summary>
/// <param name="ExitCode">What it exited with.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">The line of its standard error that says what it ended for; may be empty, and holds no control characters.</param>
internal sealed record GitResult(int ExitCode, byte[] Output, string Error);
