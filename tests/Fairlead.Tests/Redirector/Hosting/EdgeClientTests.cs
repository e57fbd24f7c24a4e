using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ClientAddressReader = Fairlead.Policy.Requests.ClientAddressReader;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>The client of a proxy that asks: request rule 8 on what the proxy says. 10.0.0.0/8 are trusted proxies, 203.0.113.66 is a client who lies.</summary>
public sealed class EdgeClientTests
{
    private const string Client = "192.0.2.1";
    private const string Liar = "203.0.113.66";

    [Theory]
    [InlineData("X-Forwarded-For: 192.0.2.1, 10.0.0.9", Client)]
    [InlineData("X-Forwarded-For: 192.0.2.1|X-Forwarded-For: 10.0.0.9", Client)]
    [InlineData("X-Forwarded-For: 192.0.2.1:4711, [::ffff:10.0.0.9]:80", Client)]
    [InlineData("X-Forwarded-For: , 192.0.2.1 ,, 10.0.0.9,", Client)]
    [InlineData("X-Forwarded-For: 198.51.100.1, 192.0.2.1, 10.0.0.9", Client)]
    [InlineData("X-Forwarded-For: 192.0.2.1", Client)]
    [InlineData("X-Forwarded-For: 192.0.2.1|X-Real-IP: 198.51.100.1|Forwarded: for=198.51.100.1", Client)]
    [InlineData("X-Forwarded-For: 10.0.0.9", "Missing")]
    [InlineData("X-Forwarded-For: garbage, 10.0.0.9", "Malformed")]
    [InlineData("X-Forwarded-For: 192.0.2.1, garbage", "Malformed")]
    [InlineData("X-Forwarded-For: ,,", "Missing")]
    [InlineData("X-Forwarded-For: ", "Missing")]
    [InlineData("", "Missing")]
    public void ByForwardedFor_WithoutAPeer_TakesTheLastEntryForIt(string headers, string expected) => ByForwardedFor(headers).ShouldBe(expected);

    [Theory]
    [InlineData("X-Forwarded-For: 192.0.2.1, 203.0.113.66")]
    [InlineData("X-Forwarded-For: 192.0.2.1, 10.0.0.9, 203.0.113.66")]
    [InlineData("X-Forwarded-For: 192.0.2.1, 10.0.0.9, 203.0.113.66|x-envoy-internal: true")] // Envoy since 1.28: it marks its own calls, and adds no address of its own
    [InlineData("X-Forwarded-For: 10.0.0.9, 203.0.113.66|x-envoy-internal: true")]
    [InlineData("X-Fairlead-Peer: 203.0.113.66|X-Forwarded-For: 192.0.2.1, 10.0.0.9")]
    [InlineData("X-Fairlead-Peer: 203.0.113.66|X-Forwarded-For: 192.0.2.1, 203.0.113.66")]
    [InlineData("X-Fairlead-Peer: 203.0.113.66|X-Fairlead-Forwarded-For: 192.0.2.1")]
    public void ByForwardedFor_ClientThatLies_IsItself(string headers) => ByForwardedFor(headers).ShouldBe(Liar);

    [Theory]
    [InlineData("X-Fairlead-Peer: 10.0.0.9|X-Forwarded-For: 198.51.100.1, 192.0.2.1", Client)]
    [InlineData("X-Fairlead-Peer: [::ffff:10.0.0.9]:4711|X-Forwarded-For: 198.51.100.1|X-Forwarded-For: 192.0.2.1", Client)]
    [InlineData("X-Fairlead-Peer: 10.0.0.9|X-Forwarded-For: 192.0.2.1, 10.0.0.9", "10.0.0.9")] // as it came: nobody has added anything
    [InlineData("X-Fairlead-Peer: 10.0.0.9", "Missing")]
    [InlineData("X-Fairlead-Peer: 10.0.0.9|X-Forwarded-For: garbage", "Malformed")]
    [InlineData("X-Fairlead-Peer: 192.0.2.1", Client)]
    [InlineData("X-Fairlead-Peer: -|X-Forwarded-For: 192.0.2.1, 10.0.0.9", "Malformed")] // Envoy's word for a peer without an address
    [InlineData("X-Fairlead-Peer: |X-Forwarded-For: 192.0.2.1, 10.0.0.9", "Malformed")]
    [InlineData("X-Fairlead-Peer: 10.0.0.9, 10.0.0.9|X-Forwarded-For: 192.0.2.1", "Malformed")]
    [InlineData("X-Fairlead-Peer: 10.0.0.9|X-Fairlead-Peer: 10.0.0.9|X-Forwarded-For: 192.0.2.1, 10.0.0.9", "Malformed")]
    public void ByForwardedFor_WithAPeer_ReadsTheHeaderAsItCame(string headers, string expected) => ByForwardedFor(headers).ShouldBe(expected);

    [Theory]
    [InlineData(ClientAddressSource.XRealIp, "X-Forwarded-For: 198.51.100.1, 10.0.0.9|X-Real-IP: 192.0.2.1", Client)]
    [InlineData(ClientAddressSource.XRealIp, "X-Forwarded-For: 10.0.0.9, 203.0.113.66|X-Real-IP: 192.0.2.1", Liar)]
    [InlineData(ClientAddressSource.XRealIp, "X-Fairlead-Peer: 10.0.0.9|X-Real-IP: 192.0.2.1", Client)]
    [InlineData(ClientAddressSource.Forwarded, "X-Fairlead-Peer: 10.0.0.9|Forwarded: for=192.0.2.1", Client)]
    [InlineData(ClientAddressSource.Forwarded, "X-Fairlead-Peer: 203.0.113.66|Forwarded: for=192.0.2.1", Liar)]
    [InlineData(ClientAddressSource.Connection, "X-Fairlead-Peer: 192.0.2.1|X-Forwarded-For: 198.51.100.1", Client)]
    [InlineData(ClientAddressSource.Connection, "X-Forwarded-For: 10.0.0.9, 192.0.2.1", Client)]
    public void ByForwardedFor_AnotherSource_IsReadThere(ClientAddressSource source, string headers, string expected) =>
        Text(EdgeClient.ByForwardedFor(Reader(source), With(headers))).ShouldBe(expected);

    [Fact]
    public void ByForwardedFor_TrustedHops_AreSkippedBehindThePeer()
    {
        var context = With("X-Fairlead-Peer: 10.0.0.9|X-Forwarded-For: 198.51.100.1, 192.0.2.1, 10.0.0.7");
        Text(EdgeClient.ByForwardedFor(Reader(ClientAddressSource.XForwardedFor, hops: 1), context)).ShouldBe(Client);
    }

    [Theory]
    [InlineData("X-Forwarded-For: 192.0.2.1, 203.0.113.66", AddressOutcome.Untrusted)]
    [InlineData("X-Forwarded-For: 203.0.113.66", AddressOutcome.Connection)]
    [InlineData("X-Fairlead-Peer: 203.0.113.66|X-Forwarded-For: 192.0.2.1", AddressOutcome.Untrusted)]
    [InlineData("X-Fairlead-Peer: 203.0.113.66", AddressOutcome.Connection)]
    public void ByForwardedFor_PeerThatIsNotTrusted_IsTold(string headers, AddressOutcome outcome) =>
        EdgeClient.ByForwardedFor(Reader(ClientAddressSource.XForwardedFor), With(headers)).Outcome.ShouldBe(outcome);

    [Fact]
    public void ByForwardedFor_TenThousandEntries_IsTheLast() =>
        ByForwardedFor($"X-Forwarded-For: {string.Join(',', Enumerable.Repeat("198.51.100.1", 10_000))}, 192.0.2.1, 10.0.0.9").ShouldBe(Client);

    [Theory]
    [InlineData("X-Real-IP: 192.0.2.1", Client)]
    [InlineData("X-Real-IP: [::ffff:192.0.2.1]:4711", Client)]
    [InlineData("X-Real-IP: 192.0.2.1|X-Forwarded-For: 203.0.113.66, 10.20.30.40|x-envoy-internal: true", Client)]
    [InlineData("X-Real-IP: 192.0.2.1|X-Real-IP: 192.0.2.1", "Malformed")]
    [InlineData("X-Real-IP: 192.0.2.1, 192.0.2.1", "Malformed")]
    [InlineData("X-Real-IP: garbage", "Malformed")]
    [InlineData("X-Real-IP: ", "Malformed")]
    [InlineData("X-Forwarded-For: 192.0.2.1", "Missing")]
    [InlineData("", "Missing")]
    public void ByRealIp_WithoutAPeer_IsThatAddress(string headers, string expected) => ByRealIp(headers).ShouldBe(expected);

    [Theory]
    [InlineData("X-Fairlead-Peer: 10.0.0.9|X-Fairlead-Forwarded-For: 198.51.100.1, 192.0.2.1|X-Forwarded-For: 10.20.30.40|X-Real-IP: 10.0.0.9", Client)]
    [InlineData("X-Fairlead-Peer: 203.0.113.66|X-Fairlead-Forwarded-For: 192.0.2.1|X-Forwarded-For: 192.0.2.1|X-Real-IP: 192.0.2.1", Liar)]
    [InlineData("X-Fairlead-Peer: 10.0.0.9|X-Forwarded-For: 192.0.2.1|X-Real-IP: 192.0.2.1", "Missing")]
    [InlineData("X-Fairlead-Peer: unknown|X-Real-IP: 192.0.2.1", "Malformed")] // our script's word for a peer without an address
    public void ByRealIp_WithAPeer_IsFoundByRuleEight(string headers, string expected) => ByRealIp(headers).ShouldBe(expected);

    private static string ByForwardedFor(string headers) => Text(EdgeClient.ByForwardedFor(Reader(ClientAddressSource.XForwardedFor), With(headers)));

    private static string ByRealIp(string headers) => Text(EdgeClient.ByRealIp(Reader(ClientAddressSource.XForwardedFor), With(headers)));

    private static ClientAddressReader Reader(ClientAddressSource source, int hops = 0) => new(new ClientAddressConfig(source, [IpPrefix.Parse("10.0.0.0/8")], hops));

    /// <summary>A request with these lines of headers, a bar between them.</summary>
    private static RequestContext With(string headers)
    {
        var request = new DefaultHttpContext();
        request.Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature());
        var lines = headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2));
        foreach (var header in lines.GroupBy(line => line[0], line => line[1])) request.Request.Headers[header.Key] = header.ToArray();
        return new RequestContext(request.Features);
    }

    /// <summary>The address, or how it came that there is none.</summary>
    private static string Text(ClientAddress client) => client.IsKnown ? client.Address.ToString() : client.Outcome.ToString();
}
