using BenchmarkDotNet.Attributes;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;

namespace Fairlead.Benchmarks.Lookup;

/// <summary>What is measured on the AWS, GCP and Azure feeds, all three of them whole.</summary>
[MemoryDiagnoser]
[MinColumn, MedianColumn] // on a busy machine the mean measures the neighbours
[InProcess] // nothing to generate, restore and build first
[WarmupCount(5)]
[IterationCount(15)]
public abstract class CloudFeedBenchmarks
{
    private protected IReadOnlyList<Statement> Statements { get; private set; } = [];

    [GlobalSetup]
    public virtual void Setup()
    {
        Statements = RealFeeds.Whole();
        // Figures of less than all three are of another table than the one that something is required of.
        foreach (var network in (string[])["aws", "gcp", "azure"])
        {
            if (Statements.All(s => s.Network != network))
                throw new InvalidOperationException($"no feed of {network}: set FAIRLEAD_SHARED_DATA to the folder that holds feeds/");
        }
    }

    private protected NetworkTable BuildTable()
    {
        var builder = new NetworkTableBuilder();
        foreach (var s in Statements) builder.Add(s.Prefix, s.Network!, s.Region, s.Source, s.Trust);
        return builder.Build();
    }
}
