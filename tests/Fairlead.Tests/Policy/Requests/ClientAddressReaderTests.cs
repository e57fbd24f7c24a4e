using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Tests.Support;
using ClientAddressReader = Fairlead.Policy.Requests.ClientAddressReader;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Where the client's address comes from: request rule 8.</summary>
public sealed class ClientAddressReaderTests
{
    private const string Proxy = "10.0.0.1";
    private const string Client = "192.0.2.1";

    [Theory]
    [InlineData(ClientAddressSource.Connection, null)]
    [InlineData(ClientAddressSource.XForwardedFor, "X-Forwarded-For")]
    [InlineData(ClientAddressSource.XRealIp, "X-Real-IP")]
    [InlineData(ClientAddressSource.Forwarded, "Forwarded")]
    public void HeaderName_Source_IsItsHeader(ClientAddressSource source, string? name) => Reader(source).HeaderName.ShouldBe(name);

    [Fact]
    public void From_SourceConnection_IsTheConnectionWhateverTheHeaderSays() =>
        Reader(ClientAddressSource.Connection).From(IpAddress.Parse(Proxy), [Client]).ShouldBe(new(IpAddress.Parse(Proxy), AddressOutcome.Connection));

    [Fact]
    public void From_NoIpConnection_IsUnknown() =>
        Reader(ClientAddressSource.XForwardedFor).From(null, [Client]).Outcome.ShouldBe(AddressOutcome.Unaddressed);

    [Theory]
    [InlineData(ClientAddressSource.XForwardedFor, Client)]
    [InlineData(ClientAddressSource.XRealIp, Client)]
    [InlineData(ClientAddressSource.Forwarded, "for=" + Client)]
    public void From_TrustedProxy_IsTheHeaders(ClientAddressSource source, string header) => Read(source, 0, Proxy, header).ShouldBe(Client);

    [Theory]
    [InlineData(0, "10.0.0.9")]
    [InlineData(1, "192.0.2.3")]
    [InlineData(2, "192.0.2.2")]
    [InlineData(3, "192.0.2.1")]
    [InlineData(4, "Missing")]
    [InlineData(16, "Missing")]
    public void From_TrustedHops_AreSkippedFromTheRight(int hops, string expected)
    {
        Read(ClientAddressSource.XForwardedFor, hops, Proxy, "192.0.2.1, 192.0.2.2, 192.0.2.3, 10.0.0.9").ShouldBe(expected);
        Read(ClientAddressSource.XForwardedFor, hops, Proxy, "192.0.2.1", "192.0.2.2,192.0.2.3", "10.0.0.9").ShouldBe(expected, "several lines are one list");
        Read(ClientAddressSource.XForwardedFor, hops, Proxy, " , 192.0.2.1,, \t192.0.2.2 ,", "", ",", "192.0.2.3\t,,10.0.0.9,").ShouldBe(expected, "empty elements are none");
    }

    [Fact]
    public void From_WhatStandsFurtherLeft_IsNeverLookedAt() =>
        Read(ClientAddressSource.XForwardedFor, 1, Proxy, "\"; drop, unknown, 8.8.8.8, [::, 192.0.2.1, garbage").ShouldBe(Client);

    [Theory]
    [InlineData("192.0.2.1:4711", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:65535", "2001:db8::1")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("[::ffff:c000:201]:80", "192.0.2.1")]
    public void From_EntryWithBracketsOrPort_IsItsAddress(string entry, string expected) => Read(ClientAddressSource.XForwardedFor, 0, Proxy, entry).ShouldBe(expected);

    [Theory]
    [InlineData("unknown")]
    [InlineData("_hidden")]
    [InlineData("localhost")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.01")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:http")]
    [InlineData("192.0.2.1:123456")]
    [InlineData("192.0.2.1 192.0.2.2")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[2001:db8::1")]
    [InlineData("2001:db8::1]")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("[2001:db8::1]:")]
    [InlineData("[]")]
    [InlineData("[")]
    [InlineData(":")]
    [InlineData("fe80::1%eth0")]
    [InlineData("\"192.0.2.1\"")]
    [InlineData("for=192.0.2.1")]
    [InlineData("192.0.2.1\0")]
    public void From_EntryThatIsNoAddress_IsUnknown(string entry) => Read(ClientAddressSource.XForwardedFor, 0, Proxy, entry).ShouldBe("Malformed");

    [Fact]
    public void From_TrustedProxyWithoutHeader_IsUnknown()
    {
        Read(ClientAddressSource.XForwardedFor, 0, Proxy).ShouldBe("Missing");
        Read(ClientAddressSource.XForwardedFor, 0, Proxy, "").ShouldBe("Missing");
        Read(ClientAddressSource.XForwardedFor, 0, Proxy, " ,\t, ,").ShouldBe("Missing");
    }

    [Theory]
    [InlineData("192.0.2.99")]
    [InlineData("2001:db8:ffff::1")]
    public void From_PeerThatIsNotTrusted_IsTheConnectionAndItsHeaderIsIgnored(string peer)
    {
        var reader = Reader(ClientAddressSource.XForwardedFor);
        reader.From(IpAddress.Parse(peer), [Client]).ShouldBe(new(IpAddress.Parse(peer), AddressOutcome.Untrusted));
        reader.From(IpAddress.Parse(peer), []).ShouldBe(new(IpAddress.Parse(peer), AddressOutcome.Connection));
    }

    [Theory]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1")]
    public void From_TrustedPeerOfEitherFamily_IsBelieved(string peer) => Read(ClientAddressSource.XForwardedFor, 0, peer, Client).ShouldBe(Client);

    [Theory]
    [InlineData("for=192.0.2.1", "192.0.2.1")]
    [InlineData("For=192.0.2.1;proto=https;by=10.0.0.1", "192.0.2.1")]
    [InlineData("proto=https ; FOR=\"192.0.2.1:4711\" ; by=x", "192.0.2.1")]
    [InlineData("for=\"[2001:db8::1]:4711\"", "2001:db8::1")]
    [InlineData("for=192.0.2.9, for=192.0.2.1", "192.0.2.1")]
    [InlineData("host=\"a,b\";for=192.0.2.1", "192.0.2.1")]
    [InlineData("for=192.0.2.1;host=\"a, for=192.0.2.9;x=\"", "192.0.2.1")]
    [InlineData("host=\"a;for=192.0.2.9;b\";for=192.0.2.1", "192.0.2.1")]
    [InlineData("host=\"a\\\";for=192.0.2.9;b\";for=192.0.2.1", "192.0.2.1")]
    [InlineData("for=\", for=192.0.2.1", "192.0.2.1")]
    [InlineData("for=unknown", "Malformed")]
    [InlineData("for=_x", "Malformed")]
    [InlineData("for=", "Malformed")]
    [InlineData("for=\"\"", "Malformed")]
    [InlineData("for=\"192.0.2.1", "Malformed")]
    [InlineData("proto=https", "Malformed")]
    [InlineData("xfor=192.0.2.1", "Malformed")]
    [InlineData("192.0.2.1", "Malformed")]
    public void From_Forwarded_IsTheValueOfFor(string header, string expected) => Read(ClientAddressSource.Forwarded, 0, Proxy, header).ShouldBe(expected);

    [Fact]
    public void From_ThousandEntries_AllocatesNothing()
    {
        var reader = Reader(ClientAddressSource.XForwardedFor, hops: 1);
        var peer = IpAddress.Parse(Proxy);
        string?[] lines = [string.Join(", ", Enumerable.Repeat("8.8.8.8", 1000)), $"{Client}, [2001:db8::1]:80"];
        reader.From(peer, lines).ShouldBe(new(IpAddress.Parse(Client), AddressOutcome.Header));
        Allocations.Of(() => reader.From(peer, lines)).ShouldBe(0);
        var forwarded = Reader(ClientAddressSource.Forwarded, hops: 1);
        string?[] elements = ["for=192.0.2.1;host=\"a,b\", for=\"[2001:db8::1]:80\""];
        forwarded.From(peer, elements).IsKnown.ShouldBeTrue();
        Allocations.Of(() => forwarded.From(peer, elements)).ShouldBe(0);
    }

    [Fact]
    public void From_MoreHopsThanAThousandEmptyEntries_IsMissing() =>
        Read(ClientAddressSource.XForwardedFor, 16, Proxy, new string(',', 100_000) + "1.2.3.4").ShouldBe("Missing");

    private static ClientAddressReader Reader(ClientAddressSource source, int hops = 0) =>
        new(new ClientAddressConfig(source, [IpPrefix.Parse("10.0.0.0/8"), IpPrefix.Parse("fd00::/8")], hops));

    /// <summary>The address, or how it came that there is none.</summary>
    private static string Read(ClientAddressSource source, int hops, string peer, params string?[] lines)
    {
        var client = Reader(source, hops).From(IpAddress.Parse(peer), lines);
        return client.IsKnown ? client.Address.ToString() : client.Outcome.ToString();
    }
}
