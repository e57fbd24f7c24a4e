using System.Runtime.InteropServices;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Pricing;

/// <summary>Bytes of each month by entry of the price book, and what they cost there: tiers go by all that an entry is for.</summary>
internal sealed class EgressVolumes
{
    private readonly Dictionary<(int Month, EgressPrice Entry), long> _bytes = new(comparer: new ByIndex());

    /// <summary>Adds bytes of a month.</summary>
    public void Add(int month, EgressPrice entry, long bytes)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_bytes, (month, entry), out _);
        sum = CappedSum.Of(sum, bytes);
    }

    /// <summary>What all of it costs.</summary>
    public decimal Total() => _bytes.Sum(one => one.Key.Entry.CostOf(one.Value));

    /// <summary>What each byte of a month costs, the tiers blended.</summary>
    public Dictionary<(int Month, EgressPrice Entry), Money> Rates() => _bytes.ToDictionary(one => one.Key, one => RateOf(one.Key.Entry, one.Value), new ByIndex());

    private static Money RateOf(EgressPrice entry, long bytes)
    {
        var cost = default(Money);
        foreach (var (tier, part) in entry.InTiers(bytes)) cost += Money.OfByte(tier.PerGiB) * part;
        return bytes == 0 ? cost : cost / bytes;
    }

    /// <summary>Entries of one book are told apart by their place in it.</summary>
    private sealed class ByIndex : IEqualityComparer<(int Month, EgressPrice Entry)>
    {
        public bool Equals((int Month, EgressPrice Entry) one, (int Month, EgressPrice Entry) other) => one.Month == other.Month && one.Entry.Index == other.Entry.Index;

        public int GetHashCode((int Month, EgressPrice Entry) one) => HashCode.Combine(one.Month, one.Entry.Index);
    }
}
