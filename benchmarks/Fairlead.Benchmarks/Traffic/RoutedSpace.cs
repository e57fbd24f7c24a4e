using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>
/// Clients drawn from the networks of a table: two in three from the clouds' own, one in five by IPv6, and some networks much more often than others
/// (Zipf's law), as those of registries are. For one thread.
/// </summary>
internal sealed class RoutedSpace
{
    private const double InClouds = 0.65;
    private const double ByV6 = 0.2;

    private readonly Random _random;
    private readonly (UInt128 First, UInt128 Last)[][] _ranges; // IPv4 of clouds, IPv4 of others, IPv6 of clouds, IPv6 of others

    public RoutedSpace(NetworkTable table, Random random)
    {
        _random = random;
        var (v4, v6) = (table.V4.ToRuns(), table.V6.ToRuns());
        var ends = new UInt128[v4.Starts.Length + 1];
        for (var i = 0; i < v4.Starts.Length; i++) ends[i] = v4.Starts[i];
        ends[^1] = (UInt128)uint.MaxValue + 1;
        _ranges = [Ranges(ends, v4.Values, isOfCloud: true), Ranges(ends, v4.Values, isOfCloud: false), Ranges([.. v6.Starts, UInt128.MaxValue], v6.Values, isOfCloud: true), Ranges([.. v6.Starts, UInt128.MaxValue], v6.Values, isOfCloud: false)];

        (UInt128, UInt128)[] Ranges(UInt128[] starts, ReadOnlySpan<int> values, bool isOfCloud)
        {
            var found = new List<(UInt128, UInt128)>();
            for (var i = 0; i < values.Length; i++)
            {
                var facts = table.Facts[values[i]];
                if (facts.Network is not null == isOfCloud && (facts.Network is not null || facts.Asn != 0)) found.Add((starts[i], starts[i + 1] - 1));
            }
            var ranges = found.ToArray();
            random.Shuffle(ranges);
            return ranges;
        }
    }

    /// <summary>A client.</summary>
    public IpAddress Next()
    {
        var isV6 = _random.NextDouble() < ByV6;
        var ranges = _ranges[(isV6 ? 2 : 0) + (_random.NextDouble() < InClouds ? 0 : 1)];
        var (first, last) = ranges[(int)Math.Pow(ranges.Length, _random.NextDouble()) - 1];
        var size = last - first + 1;
        var address = first + (new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64()) % size);
        return isV6 ? IpAddress.V6(address) : IpAddress.V4((uint)address);
    }
}
