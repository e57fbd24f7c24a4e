using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Addresses;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("9.10.99.100")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("2001:db8::")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1")]     // one zero is written out
    [InlineData("2001:0:0:1::1")]            // the longer run
    [InlineData("2001:db8::1:0:0:1")]        // of equal runs the first
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6::")]
    [InlineData("fe80::5efe:192.0.2.1")] // RFC 5214: as the framework has it
    [InlineData("::192.0.2.1")]
    public void Format_CanonicalText_ComesBack(string text) => Format(IpAddress.Parse(text)).ShouldBe(text);

    [Fact]
    public void Format_RandomAddresses_IsWhatTheFrameworkWrites()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            UInt128 bits = 0;
            // Zeros and small numbers in many places.
            for (var group = 0; group < 8; group++) bits = (bits << 16) | (uint)(random.Next(3) switch { 0 => 0, 1 => random.Next(20), _ => random.Next(1 << 16) });
            foreach (var address in new[] { IpAddress.V6(bits), IpAddress.V4((uint)bits) }) Format(address).ShouldBe(address.ToIPAddress().ToString());
        }
    }

    [Fact]
    public void Format_Prefixes_IsToString()
    {
        Span<byte> to = stackalloc byte[IpPrefix.LongestText];
        foreach (var text in new[] { "0.0.0.0/0", "192.0.2.0/24", "::/0", "2001:db8::/32", "2001:db8::1/128" })
            Encoding.UTF8.GetString(to[..IpPrefix.Parse(text).Format(to)]).ShouldBe(text);
    }

    [Fact]
    public void Format_Prefix_AllocatesNothing()
    {
        var (v4, v6) = (IpPrefix.Parse("192.0.2.0/24"), IpPrefix.Parse("2001:db8::/32"));
        var to = new byte[IpPrefix.LongestText];
        Allocations.Of(() =>
        {
            v4.Format(to);
            v6.Format(to);
        }).ShouldBe(0);
    }

    private static string Format(IpAddress address)
    {
        Span<byte> to = stackalloc byte[IpAddress.LongestText];
        return Encoding.UTF8.GetString(to[..address.Format(to)]);
    }
}
