namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>What a hook said before anything was copied. Its command is not recorded: there may be a credential in it.</summary>
/// <param name="IsAllowed">Whether it let the run go on.</param>
/// <param name="ExitCode">What it exited with.</param>
public sealed record RecordedHook(bool IsAllowed, int ExitCode);
