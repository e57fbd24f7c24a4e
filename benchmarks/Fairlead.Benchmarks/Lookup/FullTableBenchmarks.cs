using BenchmarkDotNet.Attributes;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;

namespace Fairlead.Benchmarks.Lookup;

/// <summary>
/// Time of one lookup in the clouds' feeds and the full ASN data together, over addresses of routed prefixes in random order: 65,536 of
/// them, as other tables were measured, and a million, which no cache holds.
/// The ASN data: <c>asn-ipv4.csv</c> and <c>asn-ipv6.csv</c> of the package <c>@ip-location-db/asn</c> (CC BY 4.0), in the folder that
/// FAIRLEAD_ASN_DATA names.
/// </summary>
public class FullTableBenchmarks : CloudFeedBenchmarks
{
    private const int Count = 65_536;
    private const int Many = 1 << 20;
    private readonly uint[] _routedV4 = new uint[Many];
    private readonly UInt128[] _routedV6 = new UInt128[Many];
    private NetworkTable _table = NetworkTable.Empty;

    public override void Setup()
    {
        base.Setup();
        var builder = new NetworkTableBuilder();
        foreach (var s in Statements) builder.Add(s.Prefix, s.Network!, s.Region, s.Source, s.Trust);
        var (v4, v6) = (Read("asn-ipv4.csv"), Read("asn-ipv6.csv"));
        foreach (var content in new[] { v4, v6 })
        {
            builder.AddAsns(content.Asns, "asn");
            builder.NameAsns(content.AsnNames);
        }
        _table = builder.Build();
        Console.WriteLine($"{_table.PrefixesV4} + {_table.PrefixesV6} prefixes, {_table.Facts.Length} facts, {_table.SizeInBytes} bytes");

        var random = new Random(1);
        for (var i = 0; i < Many; i++)
        {
            var one = v4.Asns.V4[random.Next(v4.Asns.V4.Length)];
            _routedV4[i] = one.First + (uint)(random.NextDouble() * (one.Last - one.First));
            var other = v6.Asns.V6[random.Next(v6.Asns.V6.Length)];
            var bits = ((UInt128)(ulong)random.NextInt64(long.MinValue, long.MaxValue) << 64) | (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            _routedV6[i] = other.First | (bits & (other.First ^ other.Last));
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 30, Aim = 10)]
    public int RoutedV4()
    {
        var sum = 0;
        foreach (var address in _routedV4.AsSpan(0, Count)) sum += _table.FindV4(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    [AtMost(nanoseconds: 60, Aim = 35)]
    public int RoutedV6()
    {
        var sum = 0;
        foreach (var address in _routedV6.AsSpan(0, Count)) sum += _table.FindV6(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Many)]
    [AtMost(nanoseconds: 30, Aim = 10)]
    public int ManyRoutedV4()
    {
        var sum = 0;
        foreach (var address in _routedV4) sum += _table.FindV4(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Many)]
    [AtMost(nanoseconds: 60, Aim = 35)]
    public int ManyRoutedV6()
    {
        var sum = 0;
        foreach (var address in _routedV6) sum += _table.FindV6(address);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int RoutedV4Latency()
    {
        var found = 0;
        for (var i = 0; i < Count; i++) found = _table.FindV4(_routedV4[i ^ (found >> 31)]); // found is never negative
        return found;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int RoutedV6Latency()
    {
        var found = 0;
        for (var i = 0; i < Count; i++) found = _table.FindV6(_routedV6[i ^ (found >> 31)]);
        return found;
    }

    private static FeedContent Read(string name)
    {
        var folder = Environment.GetEnvironmentVariable("FAIRLEAD_ASN_DATA")
            ?? throw new InvalidOperationException("no ASN data: set FAIRLEAD_ASN_DATA to the folder that holds asn-ipv4.csv and asn-ipv6.csv");
        var path = Path.Combine(folder, name);
        using var file = File.OpenRead(path);
        return FeedFormats.Parse(new FeedSource("asn", "asn-csv", "asn-csv", null, path, null), file);
    }
}
