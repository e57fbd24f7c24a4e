namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>The words for how far a run has come, in records and in JSON.</summary>
public static class RunStateWords
{
    /// <summary>The word.</summary>
    public static string Of(RunState state) => state switch
    {
        RunState.Completed => "completed",
        RunState.Interrupted => "interrupted",
        RunState.Refused => "refused",
        RunState.Vetoed => "vetoed",
        _ => "begun",
    };
}
