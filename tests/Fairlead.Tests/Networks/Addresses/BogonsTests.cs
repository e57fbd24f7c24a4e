using Fairlead.Networks.Addresses;

namespace Fairlead.Tests.Networks.Addresses;

public sealed class BogonsTests
{
    [Theory]
    [InlineData("0.0.0.0/8")]
    [InlineData("10.1.0.0/16")]
    [InlineData("100.127.255.0/24")]
    [InlineData("172.31.0.0/16")]
    [InlineData("192.168.1.1/32")]
    [InlineData("198.19.0.0/16")]
    [InlineData("203.0.113.0/24")]
    [InlineData("224.0.0.0/4")]
    [InlineData("255.255.255.255/32")]
    [InlineData("::1/128")]
    [InlineData("64:ff9b::/96")]
    [InlineData("2001:2::/48")]
    [InlineData("2001:db8:1::/48")]
    [InlineData("3fff:fff::/32")]
    [InlineData("5f00::/16")]
    [InlineData("fd00::/8")]
    [InlineData("ff02::1/128")]
    public void Covers_BogonPrefix_IsTrue(string prefix) => Bogons.Covers(IpPrefix.Parse(prefix)).ShouldBeTrue();

    [Theory]
    [InlineData("1.0.0.0/24")]
    [InlineData("100.128.0.0/16")]
    [InlineData("172.32.0.0/16")]
    [InlineData("192.0.0.0/16")] // wider than the blocks in it
    [InlineData("192.88.99.0/24")] // 6to4's anycast: deprecated, still announced
    [InlineData("223.255.255.0/24")]
    [InlineData("2000::/3")]
    [InlineData("2001::/32")] // Teredo
    [InlineData("2001:4:112::/48")]
    [InlineData("2002::/16")]
    [InlineData("3fff:1000::/32")]
    public void Covers_PublicPrefix_IsFalse(string prefix) => Bogons.Covers(IpPrefix.Parse(prefix)).ShouldBeFalse();

    [Fact]
    public void Blocks_AreInOrderAndApart()
    {
        foreach (var blocks in new[] { Bogons.V4.ToArray(), Bogons.V6.ToArray() })
        {
            for (var i = 1; i < blocks.Length; i++) blocks[i].First.ShouldBeGreaterThan(blocks[i - 1].Last);
        }
    }
}
