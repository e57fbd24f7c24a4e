namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What the kinds of findings are called, and mean.</summary>
public static class FindingKinds
{
    /// <summary>All of them, the worst first.</summary>
    public static IReadOnlyList<FindingKind> All { get; } = Enum.GetValues<FindingKind>();

    /// <summary>The name that scripts read.</summary>
    public static string Name(this FindingKind kind) => kind switch
    {
        FindingKind.Missing => "missing",
        FindingKind.WrongSize => "wrong-size",
        FindingKind.WrongContent => "wrong-content",
        FindingKind.Unreadable => "unreadable",
        FindingKind.Extra => "extra",
        FindingKind.InventoryUnreadable => "inventory-unreadable",
        FindingKind.InventoryOnly => "inventory-only",
        FindingKind.InventoryLacks => "inventory-lacks",
        _ => "inventory-size",
    };

    /// <summary>What it means.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="isStrict">Whether a mirror is to hold nothing but what its sources have.</param>
    public static FindingSeverity Severity(this FindingKind kind, bool isStrict) => kind switch
    {
        FindingKind.Extra => isStrict ? FindingSeverity.Failure : FindingSeverity.Note,
        FindingKind.InventoryLacks or FindingKind.InventorySize => FindingSeverity.Warning,
        _ => FindingSeverity.Failure,
    };

    /// <summary>Whether copying the blob again puts it right.</summary>
    internal static bool IsOfTheBlob(this FindingKind kind) => kind is FindingKind.Missing or FindingKind.WrongSize or FindingKind.WrongContent or FindingKind.Unreadable;

    /// <summary>Whether writing the inventory anew puts it right.</summary>
    internal static bool IsOfTheInventory(this FindingKind kind) =>
        kind is FindingKind.InventoryUnreadable or FindingKind.InventoryOnly or FindingKind.InventoryLacks or FindingKind.InventorySize;
}
