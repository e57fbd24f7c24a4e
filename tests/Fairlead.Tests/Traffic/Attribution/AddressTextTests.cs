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
    [InlineData("v1.2.3.4", false)]
    [InlineData("1.2.3", false)]
    [InlineData("k8s.gcr.io", false)]
    [InlineData("sha256:0123", false)]
    [InlineData("nginx-1.2.3.4", false)]
    public void IsIn_Name_SaysWhetherASegmentReadsAsAnAddress(string name, bool isIn) => AddressText.IsIn(Encoding.UTF8.GetBytes(name)).ShouldBe(isIn);

    [Fact]
    public void IsIn_AnyAddressInAnyForm_IsFound()
    {
        var random = new RandomStatements(5);
        for (var i = 0; i < 2_000; i++)
        {
            var text = random.Address(isIPv4: i % 2 == 0).ToString();
            foreach (var form in new[] { text, text.ToUpperInvariant(), $"[{text}]:80", $"a/{text}/b", text.Replace(":", "%3A"), text.Replace(".", "%2e") })
                AddressText.IsIn(Encoding.UTF8.GetBytes(form)).ShouldBeTrue(form);
        }
    }
}
