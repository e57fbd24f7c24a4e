using BenchmarkDotNet.Attributes;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;

namespace Fairlead.Benchmarks.Lookup;

/// <summary>
/// Time of one lookup, over 65,536 addresses in random order: throughput, where the processor works on several lookups at once,
/// and latency, where the next address waits for the last result.
/// </summary>
public class LookupBenchmarks : CloudFeedBenchmarks
{
    private const int Count = 65_536;
    private readonly uint[] _insideV4 = new uint[Count];
    private readonly uint[] _randomV4 = new uint[Count];
    private readonly UInt128[] _insideV6 = new UInt128[Count];
    private readonly IpAddress[] _mixed = new IpAddress[Count];
    private NetworkTable _table = NetworkTable.Empty;

    public override void Setup()
    {
        base.Setup();
        _table = BuildTable();
        Console.WriteLine($"{_table.PrefixesV4} + {_table.PrefixesV6} prefixes, {_table.Facts.Length} facts, {_table.SizeInBytes} bytes");
        var prefixes = Statements.Select(s => s.Prefix).Distinct().ToList();
        var v4 = prefixes.Where(p => p.IsIPv4).ToArray();
        var v6 = prefixes.Where(p => !p.IsIPv4).ToArray();
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
        {
            _insideV4[i] = (uint)AddressIn(v4[random.Next(v4.Length)], random);
            _randomV4[i] = (uint)random.NextInt64(1L << 32);
            _insideV6[i] = AddressIn(v6[random.Next(v6.Length)], random);
            _mixed[i] = i % 2 == 0 ? IpAddress.V4(_insideV4[i]) : IpAddress.V6(_insideV6[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 15, Aim = 6)]
    public int InsideV4()
    {
        var sum = 0;
        foreach (var address in _insideV4) sum += _table.FindV4(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int RandomV4()
    {
        var sum = 0;
        foreach (var address in _randomV4) sum += _table.FindV4(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 30, Aim = 20)]
    public int InsideV6()
    {
        var sum = 0;
        foreach (var address in _insideV6) sum += _table.FindV6(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int InsideMixedAddresses()
    {
        var sum = 0;
        foreach (var address in _mixed) sum += _table.Find(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int InsideV4Latency()
    {
        var found = 0;
        for (var i = 0; i < Count; i++) found = _table.FindV4(_insideV4[i ^ (found >> 31)]); // found is never negative
        return found;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int InsideV6Latency()
    {
        var found = 0;
        for (var i = 0; i < Count; i++) found = _table.FindV6(_insideV6[i ^ (found >> 31)]);
        return found;
    }

    private static UInt128 AddressIn(IpPrefix prefix, Random random)
    {
        var bits = ((UInt128)(ulong)random.NextInt64(long.MinValue, long.MaxValue) << 64) | (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        return prefix.First.Bits | (bits & (prefix.First.Bits ^ prefix.Last.Bits));
    }
}
