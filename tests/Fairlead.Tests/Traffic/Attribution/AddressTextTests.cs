using System.Text;
using Fairlead.Networks.Addresses;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Attribution;

namespace Fairlead.Tests.Traffic.Attribution;

/// <summary>Addresses in names.</summary>
public sealed class AddressTextTests
{
    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("a/192.0.2.1", true)]
    [InlineData("192.0.2.1/a", true)]
    [InlineData("192.0.2.1:443", true)]
    [InlineData("192.000.002.001", true)]
    [InlineData("999.0.2.1", true)]
    [InlineData("1.2.3.4.5", true)]
    [InlineData("::", true)]
    [InlineData("::1", true)]
    [InlineData("2001:DB8::1", true)]
    [InlineData("[2001:db8::1]:443", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("fe80::1%25eth0", true)]
    [InlineData("2001%3Adb8%3a%3A1", true)]
    [InlineData("a%2f192%2E0.2.1", true)]
    [InlineData("192.0.2.1%", true)]
    [InlineData("%", false)]
    [InlineData("%3", false)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("x-198.51.100.7", true)]
    [InlineData("198.51.100.7.tgz", true)]
    [InlineData("198.51.100.7.20261010.tgz", true)]
    [InlineData("a/b_198.51.100.007_c/d", true)]
    [InlineData("300.198.51.100.7-x", true)]
    [InlineData("7.100.51.198.in-addr.arpa", true)]
    [InlineData("x%2D198%2e51.100.7", true)]
    [InlineData("v1.2.3.4", true)] // a version of four numbers and an address look alike
    [InlineData("nginx-1.2.3.4", true)]
    [InlineData("x_2001:db8::1", true)]
    [InlineData("x2001:db8::1z", true)]
    [InlineData("at-2001:db8:0:1:0:0:af:10.tgz", true)]
    [InlineData("x-::ffff:192.0.2.1", true)]
    [InlineData("x-fe80::1%25eth0", true)]
    [InlineData("2001%253Adb8%25253a%3A1", true)]
    [InlineData("a%252f192%252E0.2.1", true)]
    [InlineData("ip-192-0-2-1", true)]
    [InlineData("ec2-198-51-100-7.compute.example", true)]
    [InlineData("host%2D198-51-100%2d007.example/x", true)]
    [InlineData("7-100-51-198-x", true)]
    [InlineData("build-2026-10-11-12", false)]
    [InlineData("build-2026-10-11-12-13-14", true)] // four numbers in a row, as well
    [InlineData("a-1-2-3", false)]
    [InlineData("a-1-2-3.4", false)]
    [InlineData("a-b-c-d-e-1-2", false)]
    [InlineData("chrome-114-0-5735-90", false)]
    [InlineData("c0ffee00-0001-0002-0003-000000000004", false)]
    [InlineData("1.2.3", false)]
    [InlineData("v1.2.3", false)]
    [InlineData("v1.2.3-rc.1", false)]
    [InlineData("tool-1.2.3.tar.gz", false)]
    [InlineData("tool-1.2.3-4.5.6", false)]
    [InlineData("tool_1.2.3a.4", false)]
    [InlineData("a1.2/b.3.4", false)]
    [InlineData("chrome-114.0.5735.90", false)]
    [InlineData("x1.2..3.4", false)]
    [InlineData("x-1.2.3.256", false)]
    [InlineData("host-2001-db8--1", false)]
    [InlineData("at-12:34:56", false)]
    [InlineData("k8s.gcr.io", false)]
    [InlineData("x.y.z.k8s.io", false)]
    [InlineData("sha256:0123", false)]
    public void IsIn_Name_SaysWhetherPartOfItReadsAsAnAddress(string name, bool isIn) => AddressText.IsIn(Encoding.UTF8.GetBytes(name)).ShouldBe(isIn);

    [Fact]
    public void IsIn_EscapesInEscapes_IsAsWhatIsLeftOfThem()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => "%%%25eE31.:-9x"[random.Next(14)]));
            var left = name;
            for (var before = ""; before != left;) (before, left) = (left, DecodeOnce(left));
            AddressText.IsIn(Encoding.Latin1.GetBytes(name)).ShouldBe(AddressText.IsIn(Encoding.Latin1.GetBytes(left)), name);
        }
    }

    [Fact]
    public void IsIn_TheDeepestEscape_IsFound()
    {
        const string Tail = "2e0.2.1";
        var name = "192%" + string.Concat(Enumerable.Repeat("25", (PrintableText.MaxLength - 4 - Tail.Length) / 2)) + Tail;
        AddressText.IsIn(Encoding.UTF8.GetBytes(name)).ShouldBeTrue(name);
    }

    [Fact]
    public void IsIn_AnyAddressInAnyForm_IsFound()
    {
        var random = new RandomStatements(5);
        for (var i = 0; i < 2_000; i++)
        {
            var text = random.Address(isIPv4: i % 2 == 0).ToString();
            foreach (var form in new[] { text, text.ToUpperInvariant(), $"[{text}]:80", $"a/{text}/b", text.Replace(":", "%3A"), text.Replace(".", "%2e"), $"x-{text}.tgz", $"a/x_{text}_y", $"p{text}.2026", $"v{text}", text.Replace(".", "-"), $"ip-{text.Replace(".", "%252d")}.example" }.Where(form => i % 2 == 0 || !form.Contains("ip-", StringComparison.Ordinal)))
                AddressText.IsIn(Encoding.UTF8.GetBytes(form)).ShouldBeTrue(form);
        }
    }

    private static string DecodeOnce(string text)
    {
        var decoded = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var isEscape = text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);
            decoded.Append(isEscape ? (char)Convert.ToByte(text.Substring(at + 1, 2), 16) : text[at]);
            if (isEscape) at += 2;
        }
        return decoded.ToString();
    }
}
