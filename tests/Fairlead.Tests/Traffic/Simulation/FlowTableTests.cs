using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Tests.Traffic.Simulation;

/// <summary>Counts of which way requests go, in bounded memory.</summary>
public sealed class FlowTableTests
{
    private static readonly Destination s_here = new("here", new Backend("here", null, null));
    private static readonly Destination s_there = new("there", new Backend("there", null, null));

    [Fact]
    public void Add_SameKey_AddsUp()
    {
        var table = new FlowTable();
        var key = new FlowKey(1, s_here, s_there, Audience.Other);
        table.Add(key, 1, 10);
        table.Add(key, 2, 20);
        var other = new FlowTable();
        other.Add(key, 4, 40);
        table.Add(other);

        var (only, flow) = table.Flows.ShouldHaveSingleItem();
        only.ShouldBe(key);
        (flow.Requests, flow.Bytes, table.Folded).ShouldBe((7, 70, 0));
    }

    [Fact]
    public void Add_SumThatNoNumberHolds_StopsAtTheGreatest()
    {
        var table = new FlowTable();
        for (var i = 0; i < 2; i++) table.Add(new FlowKey(1, s_here, s_there, Audience.Other), 1, long.MaxValue);

        table.Flows.Values.ShouldHaveSingleItem().Bytes.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Add_MoreAudiencesThanThereIsRoomFor_AreFoldedAndNothingIsLost()
    {
        var table = new FlowTable(most: 10);
        for (var i = 0; i < 1000; i++) table.Add(new FlowKey(1, s_here, s_there, new Audience(null, $"region-{i}", null)), 1, 5);

        table.Flows.Count.ShouldBe(11);
        table.Folded.ShouldBe(990);
        table.Flows[new FlowKey(1, s_here, s_there, Audience.Other)].Requests.ShouldBe(990);
        table.Flows.Values.Sum(flow => flow.Bytes).ShouldBe(5000);
    }

    [Fact]
    public void Add_MoreMonthsAndBackendsThanThereIsRoomFor_AreOne()
    {
        var table = new FlowTable(most: 10);
        for (var i = 0; i < 1000; i++) table.Add(new FlowKey(i, s_here, s_there, new Audience(null, null, null)), 1, 5);

        table.Flows.Count.ShouldBe(21);
        (table.Folded, table.Flows.Values.Sum(flow => flow.Requests)).ShouldBe((990, 1000));
    }

    [Fact]
    public void Add_OthersThatWereFoldedAlready_CountsThemOnce()
    {
        var tables = Enumerable.Range(0, 4).Select(worker =>
        {
            var table = new FlowTable(most: 10);
            for (var i = 0; i < 1000; i++) table.Add(new FlowKey(worker * 1000 + i % 12, s_here, s_there, new Audience(null, $"region-{i}", null)), 1, 5);
            return table;
        }).ToList();
        var all = new FlowTable(most: 10);
        tables.ForEach(all.Add);

        all.Flows.Values.Sum(flow => flow.Requests).ShouldBe(4000);
        all.Folded.ShouldBe(3990);
        all.Flows.Values.Sum(flow => flow.Folded).ShouldBe(all.Folded);
    }
}
