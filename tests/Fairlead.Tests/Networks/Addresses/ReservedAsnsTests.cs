using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Networks.Addresses;

public sealed class ReservedAsnsTests
{
    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(23456u, 23456u)]
    [InlineData(64496u, 131071u)]
    [InlineData(4200000000u, 4294967295u)]
    public void Contains_FirstAndLast_AreReservedAndTheirNeighboursAreNot(uint first, uint last)
    {
        ReservedAsns.Contains(first).ShouldBeTrue();
        ReservedAsns.Contains(last).ShouldBeTrue();
        if (first > 0) ReservedAsns.Contains(first - 1).ShouldBeFalse();
        if (last < uint.MaxValue) ReservedAsns.Contains(last + 1).ShouldBeFalse();
    }

    [Theory]
    [InlineData(64511u)]
    [InlineData(64512u)]
    [InlineData(65534u)]
    [InlineData(65535u)]
    [InlineData(65536u)]
    [InlineData(65551u)]
    [InlineData(65552u)]
    [InlineData(4294967294u)]
    public void Contains_Within_IsReserved(uint asn) => ReservedAsns.Contains(asn).ShouldBeTrue();

    [Theory]
    [InlineData(112u)]
    [InlineData(16509u)]
    [InlineData(401308u)]
    public void Contains_PublicAsn_IsNot(uint asn) => ReservedAsns.Contains(asn).ShouldBeFalse();
}
