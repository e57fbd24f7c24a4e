using System.Net;
using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Networks.Addresses;

public sealed class IpAddressTests
{
    private static readonly string[] Seeds =
    [
        "0.0.0.0", "255.255.255.255", "192.0.2.1", "10.20.30.40", "1.2.3.4", "::", "::1", "1::", "2001:db8::1", "fe80::1:2:3:4",
        "2001:db8:1:2:3:4:5:6", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:192.0.2.1", "64:ff9b::192.0.2.33", "1:2:3:4:5:6:1.2.3.4",
        "ABCD:EF01:2345:6789:abcd:ef01:2345:6789", "::1.2.3.4", "1::8", "1:0:0:4::8",
    ];

    [Theory]
    [InlineData("192.0.2.1", true, "192.0.2.1")]
    [InlineData("255.255.255.255", true, "255.255.255.255")]
    [InlineData("::", false, "::")]
    [InlineData("2001:DB8:0:0:0:0:0:1", false, "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", true, "192.0.2.1")]
    [InlineData("::ffff:c000:201", true, "192.0.2.1")]
    [InlineData("0:0:0:0:0:ffff:192.0.2.1", true, "192.0.2.1")]
    [InlineData("::fffe:192.0.2.1", false, "::fffe:c000:201")]
    [InlineData("0000:0000:0000:0000:0000:0001:255.255.255.255", false, "::1:ffff:ffff")] // 45 characters, the most there can be
    public void TryParse_Address_IsReadAndWritten(string text, bool isIPv4, string canonical)
    {
        IpAddress.TryParse(text, out var address).ShouldBeTrue();

        address.IsIPv4.ShouldBe(isIPv4);
        address.Width.ShouldBe(isIPv4 ? 32 : 128);
        address.ToString().ShouldBe(canonical);
        IpAddress.Parse(canonical).ShouldBe(address);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.4.")]
    [InlineData(".1.2.3.4")]
    [InlineData("1..3.4")]
    [InlineData("1.2.3.256")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.00")]
    [InlineData("0x1.2.3.4")]
    [InlineData("+1.2.3.4")]
    [InlineData(" 1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1.2.3.4:80")]
    [InlineData("16909060")]
    [InlineData("١.2.3.4")] // a digit, but not an ASCII one
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4::5:6:7:8")] // :: stands for at least one group
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7:8:")]
    [InlineData(":1:2:3:4:5:6:7:8")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.04")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("1.2.3.4::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::1%1")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("::1/128")]
    [InlineData("0000:0000:0000:0000:0000:0001:255.255.255.2550")]
    public void TryParse_NotAnAddress_IsRefused(string text)
    {
        IpAddress.TryParse(text, out var address).ShouldBeFalse();
        IpAddress.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

        address.ShouldBe(default);
        Should.Throw<FormatException>(() => IpAddress.Parse(text));
    }

    [Fact]
    public void TryParse_HugeText_IsRefused()
    {
        IpAddress.TryParse(new string('1', 100_000), out _).ShouldBeFalse();
        IpAddress.TryParse(new string(':', 100_000), out _).ShouldBeFalse();
        IpAddress.TryParse(Enumerable.Repeat((byte)':', 100_000).ToArray(), out _).ShouldBeFalse();
    }

    [Fact]
    public void TryParse_RandomAddresses_AgreesWithTheFramework()
    {
        var random = new Random(1);
        var bytes = new byte[16];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            // Groups of zeros, so that :: stands in many places.
            for (var group = 0; group < 8; group++)
            {
                if (random.Next(2) == 0) bytes[group * 2] = bytes[(group * 2) + 1] = 0;
            }
            ShouldAgree(new IPAddress(bytes).ToString());
            ShouldAgree(new IPAddress(bytes.AsSpan(0, 4)).ToString());
        }
    }

    [Fact]
    public void TryParse_MutatedAddresses_AgreesWithTheFramework()
    {
        const string alphabet = "0123456789abcdefABCDEF:::...gx/[]%- ";
        var random = new Random(2);
        foreach (var seed in Seeds) ShouldAgree(seed);
        for (var i = 0; i < 60_000; i++)
        {
            var text = Seeds[random.Next(Seeds.Length)];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var at = random.Next(text.Length + 1);
                var cut = Math.Min(random.Next(3), text.Length - at);
                var put = random.Next(3) == 0 ? "" : alphabet[random.Next(alphabet.Length)].ToString();
                text = text[..at] + put + text[(at + cut)..];
            }
            ShouldAgree(text);
        }
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::ff00:42:8329")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("not an address")]
    public void TryParse_AnyText_AllocatesNothing(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        Allocations.Of(() => IpAddress.TryParse(text, out _)).ShouldBe(0);
        Allocations.Of(() => IpAddress.TryParse(bytes, out _)).ShouldBe(0);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void From_FrameworkAddress_IsTheSame(string framework, string expected)
    {
        var address = IpAddress.From(IPAddress.Parse(framework));

        address.ShouldBe(IpAddress.Parse(expected));
        address.ToIPAddress().ShouldBe(IPAddress.Parse(expected));
    }

    [Fact]
    public void CompareTo_MixedAddresses_IPv4FirstThenByNumber()
    {
        string[] sorted = ["0.0.0.0", "10.0.0.0", "192.0.2.1", "255.255.255.255", "::", "::1", "2001:db8::", "ffff::"];

        var shuffled = sorted.Select(text => IpAddress.Parse(text)).ToArray();
        new Random(3).Shuffle(shuffled);

        shuffled.Order().Select(a => a.ToString()).ShouldBe(sorted);
    }

    /// <summary>
    /// The framework reads more: IPv4 in octal, in hex and with parts left out, at the end of IPv6 too, and IPv6 with brackets,
    /// a port, a scope id or a prefix length. A plain dotted quad is one that it writes as it read it.
    /// </summary>
    private static void ShouldAgree(string text)
    {
        var quad = text[(text.LastIndexOf(':') + 1)..];
        var reads = IPAddress.TryParse(text, out var expected)
            && text.AsSpan().IndexOfAny("[]%/") < 0
            && (!HasIPv4(text) || IsPlainQuad(quad));

        IpAddress.TryParse(text, out var address).ShouldBe(reads, text);
        IpAddress.TryParse(Encoding.UTF8.GetBytes(text), out var ofBytes).ShouldBe(reads, text);
        if (reads) address.ShouldBe(IpAddress.From(expected!), text);
        ofBytes.ShouldBe(address, text);

        static bool HasIPv4(string text) => text.Contains('.') || !text.Contains(':');
        static bool IsPlainQuad(string text) => IPAddress.TryParse(text, out var quad) && quad.ToString() == text;
    }
}
