namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>What became of a destination's inventory.</summary>
public enum InventoryState
{
    /// <summary>It was left as it was: a dry run, an interrupted one, or a destination that could not be listed.</summary>
    LeftAlone,

    /// <summary>It was written.</summary>
    Written,

    /// <summary>Other runs wrote it all the while, the last of them from a listing that was begun when this one's blobs were there.</summary>
    WrittenByOthers,

    /// <summary>It could not be written.</summary>
    Failed,
}
