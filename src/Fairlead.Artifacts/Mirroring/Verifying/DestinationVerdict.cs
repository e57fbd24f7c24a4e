using Fairlead.Artifacts.Mirroring.Copying;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What was found at one destination.</summary>
/// <param name="Store">Its URL.</param>
public sealed record DestinationVerdict(string Store)
{
    /// <summary>Why nothing could be found out; null where it could.</summary>
    public string? Failure { get; init; }

    /// <summary>Blobs that it lists.</summary>
    public CopyTotals Held { get; init; }

    /// <summary>Objects among them whose keys are no blob's.</summary>
    public long Others { get; init; }

    /// <summary>Objects that were read and hashed.</summary>
    public CopyTotals Read { get; init; }

    /// <summary>Its inventory; null where nothing could be found out.</summary>
    public InventoryVerdict? Inventory { get; init; }

    /// <summary>Everything that can be said against it, what was repaired among it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What a repair copied.</summary>
    public CopyTotals Copied { get; init; }

    /// <summary>How many findings of a kind there are, repaired ones included.</summary>
    public int Count(FindingKind kind) => Findings.Count(finding => finding.Kind == kind);

    /// <summary>Whether clients would not get what they ask for, still.</summary>
    public bool IsWrong(bool isStrict) =>
        Failure is not null
        || Inventory?.Rewriting?.Failure is not null
        || Findings.Any(finding => !finding.IsRepaired && finding.Kind.Severity(isStrict) == FindingSeverity.Failure);
}
