namespace Fairlead.Artifacts.Stores;

/// <summary>What came of a put.</summary>
public enum PutOutcome
{
    /// <summary>The object is there, as it was given.</summary>
    Written,

    /// <summary>The condition did not hold: somebody else had put an object there.</summary>
    ConditionFailed,
}
