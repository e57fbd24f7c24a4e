using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Formats.Inventories;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>A destination's inventory as it is now.</summary>
/// <param name="Inventory">What it says; null where there is none, or none that can be read.</param>
/// <param name="Problem">Why it can't be read; null where it can, and where there is none.</param>
internal sealed record InventoryReading(Inventory? Inventory, string? Problem)
{
    /// <summary>Above what the largest mirrors that are known come to.</summary>
    private const long MaxBytes = 1L << 30;

    /// <summary>Reads it.</summary>
    public static async Task<InventoryReading> ReadAsync(Destination destination, string key, CancellationToken cancel)
    {
        try
        {
            if (await destination.Store.OpenAsync(key, cancel).ConfigureAwait(false) is not { } content) return new InventoryReading(null, null);
            await using (content.ConfigureAwait(false)) return new InventoryReading(await InventoryFile.ReadAsync(content, MaxBytes, cancel).ConfigureAwait(false), null);
        }
        catch (InventoryFormatException failure)
        {
            return new InventoryReading(null, $"{key}: {failure.Message}");
        }
        catch (IOException failure)
        {
            return new InventoryReading(null, failure.Message);
        }
    }

    /// <summary>What can be said against it.</summary>
    public IEnumerable<Finding> Findings(StoreListing listing) => Problem is { } problem
        ? [new Finding(FindingKind.InventoryUnreadable, null, problem)]
        : Inventory is { } inventory ? InventoryComparison.Differences(inventory, listing.Held) : [];
}
