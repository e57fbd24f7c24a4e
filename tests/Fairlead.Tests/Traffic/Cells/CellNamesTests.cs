using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class CellNamesTests
{
    [Fact]
    public void BackendOf_WhatWasAdded_IsThatWithItsFacts()
    {
        var names = new CellNames();
        var bare = names.Backends.Add("bare");
        var number = names.Add(new Backend("amazon-eu", "amazon", "eu-west-1"));
        names.BackendOf(number).ShouldBe(new Backend("amazon-eu", "amazon", "eu-west-1"));
        names.BackendOf(bare).ShouldBe(new Backend("bare", null, null));
        names.BackendOf(0).ShouldBe(new Backend("", null, null));
        names.BackendOf(names.Backends.Add("later")).ShouldBe(new Backend("later", null, null));
    }

    [Fact]
    public void Add_BackendsThatDisagree_KeepTheSameWhateverTheOrder()
    {
        Backend[] backends = [new("b", null, null), new("b", "google", "eu"), new("b", "amazon", null), new("b", "amazon", "eu")];
        foreach (var order in (int[][])[[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
        {
            var names = new CellNames();
            foreach (var i in order) names.Add(backends[i]).ShouldBe(1);
            names.BackendOf(1).ShouldBe(backends[3]);
        }
    }

    [Fact]
    public void Add_BackendForWhichThereIsNoRoom_IsOtherAndNobodys()
    {
        var names = new CellNames();
        for (var i = 0; i < CellKey.MostNames; i++) names.Add(new Backend($"b{i}", "p", "r"));
        names.BackendOf(names.Add(new Backend("one more", "p", "r"))).ShouldBe(new Backend(CellNames.Other, null, null));
    }

    [Fact]
    public void Asns_OfSeveralNames_KeepTheFirstInOrder()
    {
        var asns = new CellNames().Asns;
        asns.Add(16509, null).ShouldBe(1);
        asns.Add(16509, "B").ShouldBe(1);
        asns.Add(16509, "A").ShouldBe(1);
        asns.Add(16509, "C").ShouldBe(1);
        asns.Add(16509, null).ShouldBe(1);
        asns[1].ShouldBe((16509u, "A"));
        asns.Add(0, "nobody").ShouldBe(0);
        asns[0].ShouldBe((0u, null));
        (asns.TryFind(16509, out var number), number, asns.TryFind(1, out _), asns.Count).ShouldBe((true, 1, false, 2));
    }
}
