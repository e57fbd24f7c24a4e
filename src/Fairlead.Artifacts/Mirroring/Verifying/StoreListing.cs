using System.Globalization;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What a store says that it holds.</summary>
/// <param name="Held">Blobs and their sizes.</param>
/// <param name="Others">Objects among them whose keys are no blob's.</param>
internal sealed record StoreListing(IReadOnlyDictionary<Digest, long> Held, long Others)
{
    /// <summary>Lists it.</summary>
    /// <exception cref="StoreException">It can't be listed, or lists without end.</exception>
    public static async Task<StoreListing> ReadAsync(Destination destination, CancellationToken cancel)
    {
        var held = new Dictionary<Digest, long>();
        long others = 0;
        await foreach (var one in destination.Store.ListAsync(destination.Keys.Prefix, cancel).ConfigureAwait(false))
        {
            if (destination.Keys.TryParse(one.Key, out var digest)) held[digest] = one.Size;
            else others++;
            if (held.Count + others > InventoryLimits.Blobs)
                throw new StoreException(string.Create(CultureInfo.InvariantCulture, $"{destination.Store.Name}: it lists more than {InventoryLimits.Blobs} objects"), isTransient: false);
        }
        return new StoreListing(held, others);
    }

    /// <summary>How much that is.</summary>
    public CopyTotals Totals => CopyTotals.Of(Held.Values);
}
