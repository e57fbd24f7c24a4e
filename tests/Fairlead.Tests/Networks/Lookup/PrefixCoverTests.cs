using Fairlead.Networks.Addresses;
using Fairlead.Networks.Feeds;
using Fairlead.Networks.Lookup;

namespace Fairlead.Tests.Networks.Lookup;

public sealed class PrefixCoverTests
{
    /// <summary>Nested and neighbouring prefixes, whole address spaces among them: the cover says of every address what the table says.</summary>
    [Fact]
    public void Of_AnyTable_SaysTheSameOfEveryAddress()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var builder = new NetworkTableBuilder();
            var prefixes = Enumerable.Range(0, random.Next(40)).Select(_ => Prefix(random)).ToList();
            foreach (var prefix in prefixes) builder.Add(prefix, $"network {random.Next(5)}", null, "test", Trust.CloudFeed);
            var table = builder.Build();
            int ValueOf(int facts) => table.Facts[facts].Network is { } network ? network[^1] - '0' : 0; // one of them is 0, as if it were not there

            var cover = PrefixCover.Of(table, ValueOf).ToList();

            cover.ShouldAllBe(one => one.Value > 0);
            for (var i = 1; i < cover.Count; i++) cover[i - 1].Prefix.Last.ShouldBeLessThan(cover[i].Prefix.First, $"seed {seed}");
            foreach (var address in prefixes.Concat(cover.Select(one => one.Prefix)).SelectMany(Edges).Concat(Enumerable.Range(0, 50).Select(_ => Address(random))))
            {
                cover.Where(one => one.Prefix.Contains(address)).Select(one => one.Value).DefaultIfEmpty(0).ShouldBe([ValueOf(table.Find(address))], $"seed {seed}: {address}");
            }
        }
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("255.255.255.255/32")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")]
    [InlineData("0.0.0.0/1", "128.0.0.0/1")]
    [InlineData("::/1", "8000::/1")]
    public void Of_Bounds_IsOnePrefix(params string[] prefixes)
    {
        var builder = new NetworkTableBuilder();
        foreach (var prefix in prefixes) builder.Add(IpPrefix.Parse(prefix), "network", null, "test", Trust.CloudFeed);
        PrefixCover.Of(builder.Build(), facts => facts == 0 ? 0 : 1).ShouldHaveSingleItem().Prefix.Contains(IpPrefix.Parse(prefixes[0])).ShouldBeTrue();
    }

    private static IEnumerable<IpAddress> Edges(IpPrefix prefix) => [prefix.First, prefix.Last, Step(prefix.First, up: false), Step(prefix.Last, up: true)];

    private static IpAddress Step(IpAddress address, bool up) => address.IsIPv4
        ? IpAddress.V4((uint)address.Bits + (up ? 1u : uint.MaxValue))
        : IpAddress.V6(up ? address.Bits + 1 : address.Bits - 1);

    private static IpPrefix Prefix(Random random)
    {
        var address = Address(random);
        return IpPrefix.Of(address, random.Next(address.Width + 1));
    }

    private static IpAddress Address(Random random) => random.Next(2) == 0
        ? IpAddress.V4((uint)random.NextInt64(1L << 32))
        : IpAddress.V6(new UInt128((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue)));
}
