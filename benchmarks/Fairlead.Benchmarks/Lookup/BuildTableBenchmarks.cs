using BenchmarkDotNet.Attributes;
using Fairlead.Networks.Lookup;

namespace Fairlead.Benchmarks.Lookup;

/// <summary>Time and garbage of building the table, once the feeds are parsed.</summary>
public class BuildTableBenchmarks : CloudFeedBenchmarks
{
    [Benchmark]
    public NetworkTable Build() => BuildTable();
}
