using Fairlead.Policy.Requests;
using Fairlead.Redirector.Metrics;

namespace Fairlead.Tests.Redirector.Metrics;

public sealed class CountersTests
{
    [Fact]
    public async Task StripedCounters_ManyThreads_CountExactly()
    {
        var counters = new StripedCounters(11); // more than fit a cache line
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 110_000; i++) counters.Add(i % 11);
            counters.Add(10, 5);
        })));
        for (var counter = 0; counter < 10; counter++) counters.Read(counter).ShouldBe(40_000);
        counters.Read(10).ShouldBe(40_020);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void StripedCounters_NoSuchCounter_Throws(int counter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new StripedCounters(3).Add(counter));

    [Fact]
    public void RequestsOf_SamePlace_IsTheSameRow()
    {
        var metrics = new RedirectorMetrics();
        var row = metrics.RequestsOf("amazon", "eu-west-3", 307);
        metrics.RequestsOf("amazon", "eu-west-3", 307).ShouldBeSameAs(row);
        metrics.RequestsOf("amazon", null, 307).ShouldNotBeSameAs(row);
        row.Count(Rule.Mirror);
        row.Read(Rule.Mirror).ShouldBe(1);
        row.Read(Rule.Upstream).ShouldBe(0);
        var nobody = metrics.RequestsOf(null, null, 302);
        (nobody.Provider, nobody.Region, nobody.RedirectStatus).ShouldBe(("none", "none", 302));
        metrics.Requests.Count().ShouldBe(3);
    }

    [Fact]
    public void MirrorNamed_SameName_IsTheSameRow()
    {
        var metrics = new RedirectorMetrics();
        var row = metrics.MirrorNamed("near");
        metrics.MirrorNamed("near").ShouldBeSameAs(row);
        row.CountHead(MirrorCounters.OverBudget);
        row.CountMissing();
        row.CountFailedProbe();
        (row.ReadHeads(MirrorCounters.OverBudget), row.ReadHeads(0), row.Missing, row.ProbesFailed).ShouldBe((1, 0, 1, 1));
        metrics.Mirrors.ShouldBe([row]);
    }

    [Fact]
    public void CountAddress_EachOutcome_IsCountedApart()
    {
        var metrics = new RedirectorMetrics();
        foreach (var outcome in Enum.GetValues<AddressOutcome>()) metrics.CountAddress(outcome);
        foreach (var outcome in Enum.GetValues<AddressOutcome>()) metrics.ReadAddresses(outcome).ShouldBe(1);
    }
}
