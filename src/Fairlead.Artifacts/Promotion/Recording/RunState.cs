namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>How far a recorded run has come.</summary>
public enum RunState
{
    /// <summary>It is under way, or was killed: nothing was copied before this was written, and anything may have been since.</summary>
    Begun,

    /// <summary>It came to its end, with what failed in the record.</summary>
    Completed,

    /// <summary>It was ended before it was done.</summary>
    Interrupted,

    /// <summary>Nothing was copied: tags would have moved, or other files been overwritten.</summary>
    Refused,

    /// <summary>Nothing was copied: the hook didn't allow it.</summary>
    Vetoed,
}
