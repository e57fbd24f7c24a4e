using Fairlead.Artifacts.Promotion.Applying;

namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>The words for what became of an edge, in records and in JSON.</summary>
public static class EdgeStateWords
{
    /// <summary>The word; <c>planned</c> where nothing was begun.</summary>
    public static string Of(EdgeState? state) => state switch
    {
        EdgeState.Copied => "copied",
        EdgeState.Present => "present",
        EdgeState.Failed => "failed",
        EdgeState.Left => "left",
        _ => "planned",
    };
}
