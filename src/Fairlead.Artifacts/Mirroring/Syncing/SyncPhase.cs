namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>What a sync is at.</summary>
public enum SyncPhase
{
    /// <summary>Finding out what the sources are made of.</summary>
    Walking,

    /// <summary>Finding out what the destinations hold.</summary>
    Listing,

    /// <summary>Copying what they lack.</summary>
    Copying,

    /// <summary>Listing again, and writing down what they hold now.</summary>
    WritingInventories,
}
