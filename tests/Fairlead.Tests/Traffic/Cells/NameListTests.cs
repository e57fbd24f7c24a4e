using System.Text;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Cells;

namespace Fairlead.Tests.Traffic.Cells;

public sealed class NameListTests
{
    [Fact]
    public void Add_NamesOnceAndAgain_KeepTheirNumbers()
    {
        var names = new NameList(100);
        (names.Count, names[0]).ShouldBe((1, ""));
        names.Add("kube-apiserver"u8).ShouldBe(1);
        names.Add("pause").ShouldBe(2);
        names.Add("pause"u8).ShouldBe(2);
        names.Add("kube-apiserver").ShouldBe(1);
        names.Add(""u8).ShouldBe(0);
        names.Add("").ShouldBe(0);
        (names.Count, names[1], names[2], names.Overflowed).ShouldBe((3, "kube-apiserver", "pause", 0));
    }

    [Fact]
    public void Add_MoreThanThereIsRoom_IsOtherAndCounted()
    {
        var names = new NameList(4);
        names.Add("a").ShouldBe(1);
        names.Add("b").ShouldBe(2);
        names.Add("c").ShouldBe(3);
        names[3].ShouldBe(CellNames.Other);
        names.Add("d"u8).ShouldBe(3);
        names.Add("other"u8).ShouldBe(3);
        names.Add("a"u8).ShouldBe(1);
        (names.Count, names.Overflowed).ShouldBe((4, 2));
    }

    [Fact]
    public void Add_OtherIsThereAlready_LeavesItsRoomToAnother()
    {
        var names = new NameList(4);
        names.Add("other").ShouldBe(1);
        names.Add("a").ShouldBe(2);
        names.Add("b").ShouldBe(3);
        names.Add("c").ShouldBe(1);
        names.Overflowed.ShouldBe(1);
    }

    [Fact]
    public void Add_VeryLongName_IsOther()
    {
        var names = new NameList(10);
        var longest = new string('\u20ac', NameList.MostCharacters);
        names[names.Add(longest)].ShouldBe(longest);
        foreach (var name in (string[])[new('b', NameList.MostCharacters + 1), new('\u20ac', NameList.MostCharacters + 1), new('b', 5000)])
        {
            names[names.Add(name)].ShouldBe(CellNames.Other);
            names[names.Add(Encoding.UTF8.GetBytes(name))].ShouldBe(CellNames.Other);
        }
        names.Overflowed.ShouldBe(6);
    }

    [Fact]
    public void Add_NoUtf8_IsOneNameHoweverItIsWritten()
    {
        var names = new NameList(10);
        var number = names.Add([0x61, 0xFF]);
        names[number].ShouldBe("a\uFFFD");
        names.Add([0x61, 0xFE]).ShouldBe(number);
        names.Add("a\uFFFD").ShouldBe(number);
        names.Add("a\uD800").ShouldBe(number);
    }

    [Fact]
    public void Add_KnownNames_AllocatesNothing()
    {
        var names = new NameList(10);
        names.Add("kube-controller-manager");
        Allocations.Of(() => names.Add("kube-controller-manager"u8)).ShouldBe(0);
    }
}
