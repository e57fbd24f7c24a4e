namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>What became of an edge that was to be copied.</summary>
public enum EdgeState
{
    /// <summary>It was copied in this run.</summary>
    Copied,

    /// <summary>It was there already: somebody else had been quicker, or an earlier run.</summary>
    Present,

    /// <summary>It failed, with the reason.</summary>
    Failed,

    /// <summary>It was not tried: the run was ended, or the destination given up before.</summary>
    Left,
}
