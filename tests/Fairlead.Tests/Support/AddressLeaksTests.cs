using System.Net;
using System.Text;

namespace Fairlead.Tests.Support;

/// <summary>A check that finds nothing is worth nothing unless it finds what is there.</summary>
public sealed class AddressLeaksTests
{
    private static readonly IPAddress V4 = IPAddress.Parse("198.51.100.23");
    private static readonly IPAddress V6 = IPAddress.Parse("2001:db8:0:1::af:10");
    private static readonly AddressLeaks Leaks = new([V4, V6]);

    [Theory]
    [InlineData("198.51.100.23")]
    [InlineData("::ffff:198.51.100.23")]
    [InlineData("::ffff:c633:6417")]
    [InlineData("198.051.100.023")]
    [InlineData("23.100.51.198.in-addr.arpa")]
    [InlineData("3325256727")]
    [InlineData("0xC6336417")]
    [InlineData("xjNkFw==")]
    [InlineData("2001:db8:0:1::af:10")]
    [InlineData("2001:DB8:0:1::AF:10")]
    [InlineData("2001:0db8:0000:0001:0000:0000:00af:0010")]
    [InlineData("2001:db8:0:1:0:0:af:10")]
    [InlineData("2001%3Adb8%3A0%3A1%3A%3Aaf%3A10")]
    [InlineData("20010db80000000100000000 00af0010", false)]
    [InlineData("20010db8000000010000000000af0010")]
    public void Find_PlantedText_IsFound(string text, bool isThere = true)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
            (Leaks.Find(encoding.GetBytes($"before,{text},after")) is not null).ShouldBe(isThere, encoding.EncodingName);
    }

    [Fact]
    public void Find_PlantedBytes_AreFoundEitherWayRound()
    {
        foreach (var address in new[] { V4, V6 })
        {
            var bytes = address.GetAddressBytes();
            Leaks.Find([1, 2, 3, .. bytes, 4]).ShouldNotBeNull().ShouldContain("at byte 3");
            Leaks.Find([1, 2, 3, .. bytes.Reverse(), 4]).ShouldNotBeNull();
            Leaks.Find([1, 2, 3, .. bytes[..^1], 4]).ShouldBeNull();
        }
    }

    [Fact]
    public void Find_OtherAddresses_AreNone() => Leaks.Find("198.51.100.24 2001:db8:0:1::af:11 192.0.2.1"u8).ShouldBeNull();
}
