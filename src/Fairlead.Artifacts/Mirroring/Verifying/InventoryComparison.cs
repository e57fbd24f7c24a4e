using System.Globalization;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What an inventory says against what the store lists.</summary>
internal static class InventoryComparison
{
    /// <summary>Where they don't agree.</summary>
    public static IEnumerable<Finding> Differences(Inventory inventory, IReadOnlyDictionary<Digest, long> held)
    {
        foreach (var entry in inventory.Entries)
        {
            if (!held.TryGetValue(entry.Digest, out var size)) yield return Of(entry, FindingKind.InventoryOnly, "in the inventory, and not there");
            else if (size != entry.Size) yield return Of(entry, FindingKind.InventorySize, Text($"{size} bytes, the inventory says {entry.Size}"));
        }
        foreach (var digest in held.Keys.Where(digest => !inventory.Contains(digest)).Order())
            yield return new Finding(FindingKind.InventoryLacks, digest, "there, and not in the inventory");
    }

    private static Finding Of(in InventoryEntry entry, FindingKind kind, string message) =>
        new(kind, entry.Digest, message) { Repository = entry.Repositories.Count > 0 ? entry.Repositories[0] : "" };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
