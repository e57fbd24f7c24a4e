using BenchmarkDotNet.Attributes;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;

namespace Fairlead.Benchmarks.Lookup;

/// <summary>Time and garbage of building the table of the AWS, GCP and Azure feeds, once they are parsed.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn] // on a busy machine the mean measures the neighbours
[InProcess] // nothing to generate, restore and build first
[WarmupCount(5)]
[IterationCount(15)]
public class BuildTableBenchmarks
{
    private IReadOnlyList<Statement> _statements = [];

    [GlobalSetup]
    public void Setup() => _statements = RealFeeds.Whole();

    [Benchmark]
    public NetworkTable Build() => Build(_statements);

    internal static NetworkTable Build(IReadOnlyList<Statement> statements)
    {
        var builder = new NetworkTableBuilder();
        foreach (var s in statements) builder.Add(s.Prefix, s.Network, s.Region, s.Source, s.Trust);
        return builder.Build();
    }
}
