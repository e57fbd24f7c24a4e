namespace Fairlead.Artifacts.Probing;

/// <summary>What came of a check.</summary>
public enum CheckStatus
{
    /// <summary>It is as it has to be.</summary>
    Passed,

    /// <summary>It is not.</summary>
    Failed,

    /// <summary>There was nothing to check.</summary>
    Skipped,
}
