using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Networks.Addresses;
using Fairlead.Policy.Loading;
using Fairlead.Policy.Requests;

namespace Fairlead.Tests.Artifacts.Probing;

public sealed class ClientClaimTests
{
    [Theory]
    [InlineData("192.0.2.1", ClientHeader.XForwardedFor, 0, "X-Forwarded-For", "192.0.2.1")]
    [InlineData("192.0.2.1", ClientHeader.XForwardedFor, 1, "X-Forwarded-For", "192.0.2.1, 192.0.2.1")]
    [InlineData("2001:db8::1", ClientHeader.XForwardedFor, 0, "X-Forwarded-For", "2001:db8::1")]
    [InlineData("192.0.2.1", ClientHeader.XRealIp, 0, "X-Real-IP", "192.0.2.1")]
    [InlineData("192.0.2.1", ClientHeader.Forwarded, 0, "Forwarded", "for=192.0.2.1")]
    [InlineData("2001:db8::1", ClientHeader.Forwarded, 2, "Forwarded", "for=\"[2001:db8::1]\", for=\"[2001:db8::1]\", for=\"[2001:db8::1]\"")]
    public void Header_EveryKind_IsWhatTheRedirectorReads(string address, ClientHeader header, int hops, string name, string value)
    {
        var claim = new ClientClaim(IPAddress.Parse(address), header, hops);
        (claim.HeaderName, claim.HeaderValue).ShouldBe((name, value));

        var source = header switch
        {
            ClientHeader.XRealIp => ClientAddressSource.XRealIp,
            ClientHeader.Forwarded => ClientAddressSource.Forwarded,
            _ => ClientAddressSource.XForwardedFor,
        };
        var trusted = IpPrefix.Parse("127.0.0.0/8");
        IpAddress.TryParse("127.0.0.1", out var connection).ShouldBeTrue();
        var reader = new Fairlead.Policy.Requests.ClientAddressReader(new ClientAddressConfig(source, [trusted], hops));
        reader.HeaderName.ShouldBe(claim.HeaderName);
        var read = reader.From(connection, [claim.HeaderValue]);
        (read.Outcome, read.Address.ToString()).ShouldBe((AddressOutcome.Header, address));
    }
}
