using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedContentTests
{
    [Fact]
    public void Prefixes_OfEveryKind_AreCounted()
    {
        PrefixNumbers asns = new(), countries = new();
        asns.Add(IpPrefix.Parse("192.0.2.0/24"), 64500);
        countries.AddRange(IpAddress.Parse("192.0.2.1"), IpAddress.Parse("192.0.2.2"), 1);
        var content = new FeedContent([new FeedEntry(IpPrefix.Parse("192.0.2.0/24"), null)], 0) { Asns = asns, Countries = countries };

        content.Prefixes.ShouldBe(4);
    }

    [Fact]
    public void HasTooMany_Numbers_AreThoseAboveTheLimit()
    {
        var numbers = new PrefixNumbers();
        var prefix = IpPrefix.Parse("192.0.2.0/24");
        for (var i = 0; i < PrefixNumbers.Most; i++) numbers.Add(prefix, 1);

        numbers.HasTooMany.ShouldBeFalse();
        numbers.Add(prefix, 1);
        numbers.HasTooMany.ShouldBeTrue();
    }
}
