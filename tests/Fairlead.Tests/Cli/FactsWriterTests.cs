using System.Text;
using Fairlead.Cli;
using Fairlead.Networks;
using Fairlead.Networks.Addresses;
using Fairlead.Networks.Lookup;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Cli;

public sealed class FactsWriterTests
{
    [Fact]
    public void Write_AllKindsOfFacts_AreTheColumns()
    {
        var table = Table("AMAZON-02");
        Lines(table, "10.1.2.3").ShouldBe("10.1.2.3\taws\teu-west-3\t16509\tFR\t10.1.0.0/16\tfeed\tAMAZON-02\t10.0.0.0/8\tbgp\t10.1.2.0/24\tgeo\n");
        Lines(table, "10.2.0.1").ShouldBe("10.2.0.1\t-\t-\t16509\t-\t-\t-\tAMAZON-02\t10.0.0.0/8\tbgp\t-\t-\n");
        Lines(table, "2001:db8::1").ShouldBe("2001:db8::1\t-\t-\t64500\t-\t-\t-\t-\t2001:db8::/32\tbgp\t-\t-\n");
        Lines(table, "192.0.2.1").ShouldBe("192.0.2.1" + string.Concat(Enumerable.Repeat("\t-", 11)) + "\n");
    }

    [Theory]
    [InlineData("a\tb\nc", "a?b?c")]
    [InlineData("\n", "?")]
    [InlineData("Größe, Ltd.\e", "Größe, Ltd.?")]
    public void Write_NameThatWouldEndTheColumn_IsMadeHarmless(string name, string written) =>
        Lines(Table(name), "10.2.0.1").ShouldContain($"\t{written}\t10.0.0.0/8\t");

    [Fact]
    public void Write_NetworkThatWouldEndTheColumn_IsMadeHarmless()
    {
        var builder = new NetworkTableBuilder(); // a policy can't have such names; a snapshot from elsewhere can
        builder.Add(IpPrefix.Parse("10.0.0.0/8"), "a\tb", "r\n", "f\e", Trust.CloudFeed);
        Lines(builder.Build(), "10.0.0.1").ShouldBe("10.0.0.1\ta?b\tr?\t-\t-\t10.0.0.0/8\tf?\t-\t-\t-\t-\t-\n");
    }

    [Fact]
    public void Write_NameLargerThanTheBuffer_IsWhole()
    {
        var name = new string('x', 200_000);
        Lines(Table(name), "10.2.0.1").ShouldContain($"\t{name}\t");
    }

    [Fact]
    public void Write_ManyLines_AreAllThereInOrder()
    {
        const int many = 20_000; // some dozen buffers
        var table = Table("AMAZON-02");
        string[] addresses = ["10.1.2.3", "2001:db8::1", "192.0.2.1", "10.2.0.1", "::"];
        using var to = new MemoryStream();
        var output = new ByteOutput(to);
        var writer = new FactsWriter(table, output);
        for (var i = 0; i < many; i++) writer.Write(Encoding.UTF8.GetBytes(addresses[i % addresses.Length]), IpAddress.Parse(addresses[i % addresses.Length]));
        output.Flush();
        var right = string.Concat(addresses.Select(address => Lines(table, address)));
        Encoding.UTF8.GetString(to.ToArray()).ShouldBe(string.Concat(Enumerable.Repeat(right, many / addresses.Length)));
    }

    [Fact]
    public void Write_Line_AllocatesNothing()
    {
        var writer = new FactsWriter(Table("AMAZON-02"), new ByteOutput(Stream.Null));
        var (v4, v6) = (IpAddress.Parse("10.1.2.3"), IpAddress.Parse("2001:db8::1"));
        Allocations.Of(() =>
        {
            writer.Write("10.1.2.3"u8, v4);
            writer.Write("2001:db8::1"u8, v6);
        }).ShouldBe(0);
    }

    private static string Lines(NetworkTable table, string address)
    {
        using var to = new MemoryStream();
        var output = new ByteOutput(to);
        new FactsWriter(table, output).Write(Encoding.UTF8.GetBytes(address), IpAddress.Parse(address));
        output.Flush();
        return Encoding.UTF8.GetString(to.ToArray());
    }

    private static NetworkTable Table(string name)
    {
        CountryCode.TryParse("FR"u8, out var france).ShouldBeTrue();
        var builder = new NetworkTableBuilder();
        builder.Add(IpPrefix.Parse("10.1.0.0/16"), "aws", "eu-west-3", "feed", Trust.CloudFeed);
        builder.AddAsns(Numbers(("10.0.0.0/8", 16509), ("2001:db8::/32", 64500)), "bgp");
        builder.AddCountries(Numbers(("10.1.2.0/24", (uint)france.Number)), "geo", Trust.Geofeed);
        builder.NameAsns(new Dictionary<uint, string> { [16509] = name });
        return builder.Build();
    }

    private static PrefixNumbers Numbers(params (string Prefix, uint Number)[] entries)
    {
        var numbers = new PrefixNumbers();
        foreach (var (prefix, number) in entries) numbers.Add(IpPrefix.Parse(prefix), number);
        return numbers;
    }
}
