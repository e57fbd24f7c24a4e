namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What can be said against a destination.</summary>
public enum FindingKind
{
    /// <summary>A blob that a source has is not there.</summary>
    Missing,

    /// <summary>It has another size than the manifests say.</summary>
    WrongSize,

    /// <summary>Its bytes are not those of its digest.</summary>
    WrongContent,

    /// <summary>It can't be read.</summary>
    Unreadable,

    /// <summary>A blob that no source has.</summary>
    Extra,

    /// <summary>The inventory can't be read: a redirector goes on with an older one, or with none.</summary>
    InventoryUnreadable,

    /// <summary>The inventory says that a blob is there which is not: clients are sent to nothing.</summary>
    InventoryOnly,

    /// <summary>The inventory does not say that a blob is there: clients are sent elsewhere for it.</summary>
    InventoryLacks,

    /// <summary>The inventory says another size than the listing.</summary>
    InventorySize,
}
