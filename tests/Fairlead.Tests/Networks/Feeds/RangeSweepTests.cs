using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class RangeSweepTests
{
    [Fact]
    public void Add_RandomRangesInOrder_GivesTheInnermostOfEachAddress()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var ranges = Enumerable.Range(1, random.Next(1, 12))
                .Select(number => (First: random.Next(60), Length: random.Next(20), Asn: (uint)number))
                .OrderBy(range => range.First)
                .Select(range => new RangeFact((UInt128)range.First, (UInt128)(range.First + range.Length), range.Asn, default))
                .ToArray();

            var swept = Sweep(ranges, out _);

            for (var i = 1; i < swept.Count; i++) swept[i].First.ShouldBeGreaterThan(swept[i - 1].Last);
            for (UInt128 address = 0; address < 90; address++) AsnOf(swept, address).ShouldBe(Innermost(ranges, address), $"round {round}, address {address}");
        }
    }

    [Fact]
    public void Add_LastAddressOfAll_EndsIt() =>
        Sweep([new(5, UInt128.MaxValue, 1, default), new(7, UInt128.MaxValue, 2, default)], out _)
            .ShouldBe([new(5, 6, 1, default), new(7, UInt128.MaxValue, 2, default)]);

    [Fact]
    public void Add_OutOfOrder_PassesOnAsItIs()
    {
        Sweep([new(5, 9, 1, default), new(0, 6, 2, default), new(7, 8, 3, default)], out var sweep)
            .ShouldBe([new(5, 9, 1, default), new(0, 6, 2, default), new(7, 8, 3, default)]);
        sweep.IsOutOfOrder.ShouldBeTrue();
    }

    [Fact]
    public void Add_Overlap_IsTold()
    {
        var sweep = new RangeSweep(_ => { });
        sweep.Add(new(0, 9, 1, default)).ShouldBeFalse();
        sweep.Add(new(9, 20, 2, default)).ShouldBeTrue();
        sweep.Add(new(21, 22, 3, default)).ShouldBeFalse();
    }

    private static List<RangeFact> Sweep(RangeFact[] ranges, out RangeSweep sweep)
    {
        var swept = new List<RangeFact>();
        sweep = new RangeSweep(swept.Add);
        foreach (var range in ranges) sweep.Add(range);
        sweep.Finish();
        return swept;
    }

    private static uint AsnOf(List<RangeFact> ranges, UInt128 address) =>
        ranges.SingleOrDefault(range => range.First <= address && address <= range.Last).Asn;

    // Of those that hold the address: the one that begins last, of these the shortest, of these the last in the file.
    private static uint Innermost(RangeFact[] ranges, UInt128 address) => ranges
        .Where(range => range.First <= address && address <= range.Last)
        .Select((range, place) => (range, place))
        .OrderByDescending(one => one.range.First).ThenBy(one => one.range.Last).ThenByDescending(one => one.place)
        .FirstOrDefault().range.Asn;
}
