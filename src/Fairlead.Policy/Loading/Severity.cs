namespace Fairlead.Policy.Loading;

/// <summary>Whether a policy with this problem can be served.</summary>
public enum Severity
{
    /// <summary>It can; somebody should look.</summary>
    Warning,

    /// <summary>It can't.</summary>
    Error,
}
