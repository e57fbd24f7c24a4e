using System.Text;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Pricing;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>What a change costs, worked out by hand.</summary>
public sealed class CostTests
{
    private const long GiB = 1L << 30;
    private const string InParis = "192.0.2.1";
    private const string Elsewhere = "203.0.113.1";
    private const string Blob = $"/v2/app/blobs/{SampleDigest.Text}";

    private const string Prices = """
        currency: USD
        date: 2026-10-01
        backends: {registry.example: {provider: other}}
        egress:
          - {from: {provider: cloud}, to: {region: same}, perGiB: 0}
          - {from: {provider: cloud}, perGiB: 0.09}
          - {from: {provider: other}, tiers: [{upTo: 10 GiB, perGiB: 0.12}, {perGiB: 0.08}]}
        requests:
          - {from: {provider: cloud}, per10k: 0.004}
        """;

    [Fact]
    public void Run_TrafficThatMovesIntoItsOwnRegion_CostsRequestsAlone()
    {
        var result = Simulate(MirrorForParis.After, MirrorForParis.Before, [Request(InParis, 15), Request(Elsewhere, 5)]);

        // 20 GiB of the registry's in a month: 10 * 0.12 + 10 * 0.08 = 2.00, of which 15/20 are Paris'. After: 5 * 0.12, and a request at 0.004 / 10,000.
        result.CostBefore.ShouldBe(2.00m);
        result.CostAfter.ShouldBe(0.60m + 0.0000004m);
        result.Increase!.Value.ShouldBe((0.6000004m - 2) / 2 * 100, 0.000001m);
        result.Moves.ShouldHaveSingleItem().ShouldBe(new("registry.example", "cloud-eu-west-3", "cloud", "eu-west-3", 1, 15 * GiB, 0.0000004m - 1.50m));
        result.Backends.ShouldBe([
            new BackendShift("registry.example", 20 * GiB, 5 * GiB, 2.00m, 0.60m), new BackendShift("cloud-eu-west-3", 0, 15 * GiB, 0, 0.0000004m)]);
    }

    [Fact]
    public void Run_TwoMonths_BeginTheirTiersAnew()
    {
        var result = Simulate(MirrorForParis.After, MirrorForParis.Before, [Request(Elsewhere, 10), Request(Elsewhere, 10) with { Time = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) }]);

        (result.CostBefore, result.CostAfter, result.Increase).ShouldBe((2.40m, 2.40m, 0m));
        result.RisesByMoreThan(0).ShouldBeFalse();
    }

    [Fact]
    public void RisesByMoreThan_Percent_IsHeldExactly()
    {
        var result = Simulate(MirrorForParis.Before, MirrorForParis.After, [Request(InParis, 5), Request(Elsewhere, 5)]);

        (result.CostBefore, result.CostAfter).ShouldBe((0.6000004m, 1.20m));
        result.RisesByMoreThan(100).ShouldBeFalse();
        result.RisesByMoreThan(99.99m).ShouldBeTrue();
    }

    [Fact]
    public void RisesByMoreThan_WhereNothingWasPaid_AnyCostIsMore()
    {
        var free = Prices.Replace("per10k: 0.004", "per10k: 0", StringComparison.Ordinal);
        var result = Simulate(MirrorForParis.Before, MirrorForParis.After, [Request(InParis, 1)], free);

        (result.CostBefore, result.CostAfter, result.Increase).ShouldBe((0m, 0.12m, null));
        result.RisesByMoreThan(1_000_000).ShouldBeTrue();
        Simulate(MirrorForParis.After, MirrorForParis.After, [Request(InParis, 1)], free).Increase.ShouldBe(0);
    }

    [Fact]
    public void RisesByMoreThan_MoreBytesWithoutAPrice_IsARise()
    {
        var noneOfTheCloud = Prices.Replace("{provider: cloud}", "{provider: nobody}", StringComparison.Ordinal);
        var result = Simulate(MirrorForParis.After, MirrorForParis.Before, [Request(InParis, 1)], noneOfTheCloud);

        (result.CostAfter, result.UnpricedBefore, result.UnpricedAfter).ShouldBe((0, 0, GiB));
        result.Moves.ShouldHaveSingleItem().CostChange.ShouldBeNull();
        result.RisesByMoreThan(50).ShouldBeTrue();
        Simulate(MirrorForParis.Before, MirrorForParis.After, [Request(InParis, 1)], noneOfTheCloud).UnpricedBefore.ShouldBe(GiB);
    }

    [Theory]
    [InlineData(MirrorForParis.After)]
    [InlineData(MirrorForParis.Before)]
    public void Run_MoreBytesThanThereAre_StopsAtTheGreatestNumber(string policy)
    {
        var huge = new[] { Elsewhere, InParis }.Select(client => new ReplayedRequest(Blob) { Client = client, Bytes = long.MaxValue - 1 }).ToArray();

        var result = Simulate(policy, MirrorForParis.Before, huge);
        result.CostBefore!.Value.ShouldBeGreaterThan(600_000_000);
        result.CostAfter!.Value.ShouldBeGreaterThan(600_000_000);
        Simulate(policy, MirrorForParis.Before, huge, Prices.Replace("{provider: other}, tiers", "{provider: nobody}, tiers", StringComparison.Ordinal)).UnpricedBefore.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Run_MoreThanAnybodyHas_IsAWrongPrice() =>
        Should.Throw<InvalidDataException>(() => Simulate(MirrorForParis.After, MirrorForParis.Before, [new ReplayedRequest(Blob) { Client = Elsewhere, Bytes = long.MaxValue }], Prices.Replace("0.08", "9999", StringComparison.Ordinal)))
            .Message.ShouldContain("look for a price that is wrong");

    [Fact]
    public void RisesByMoreThan_WithoutPrices_IsNothingToAsk()
    {
        var result = new SimulatedTraffic(MirrorForParis.After, MirrorForParis.Before).Run([Request(InParis, 1)]);

        (result.CostBefore, result.CostAfter, result.Increase, result.UnpricedAfter).ShouldBe((null, null, null, null));
        Should.Throw<InvalidOperationException>(() => result.RisesByMoreThan(1));
    }

    /// <summary>A log may say anything of its bytes.</summary>
    [Theory]
    [InlineData("0.12", false)]
    [InlineData("1000000", true)]
    public void Run_MoreThanCanBeCounted_IsRefusedWhereItHasAPrice(string price, bool isRefused)
    {
        ReplayedRequest[] requests = [Request(InParis, 1) with { Bytes = long.MaxValue }, Request(Elsewhere, 1) with { Bytes = long.MaxValue }];
        var prices = Prices.Replace("tiers: [{upTo: 10 GiB, perGiB: 0.12}, {perGiB: 0.08}]", $"perGiB: {price}", StringComparison.Ordinal);
        if (isRefused) Should.Throw<InvalidDataException>(() => Simulate(MirrorForParis.Before, MirrorForParis.Before, requests, prices)).Message.ShouldContain("price");
        else Simulate(MirrorForParis.Before, MirrorForParis.Before, requests, prices).Bytes.ShouldBe(long.MaxValue);

        var unpriced = Simulate(MirrorForParis.Before, MirrorForParis.Before, requests, prices.Replace("provider: other}, ", "provider: nobody}, ", StringComparison.Ordinal));
        (unpriced.UnpricedBefore, unpriced.UnpricedAfter, unpriced.CostAfter).ShouldBe((long.MaxValue, long.MaxValue, 0));
    }

    private static ReplayedRequest Request(string client, long gibibytes) => new(Blob) { Client = client, Bytes = gibibytes * GiB };

    private static SimulationResult Simulate(string policy, string baseline, IEnumerable<ReplayedRequest> requests, string prices = Prices)
    {
        var load = PricingFile.ParsePrices(Encoding.UTF8.GetBytes(prices));
        load.Problems.ShouldBeEmpty();
        return new SimulatedTraffic(policy, baseline) { Prices = load.Value }.Run(requests);
    }
}
