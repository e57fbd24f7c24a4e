using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>The client's address through the server (request rule 8), told by the mirror that it gets.</summary>
public sealed class ClientAddressTests
{
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.1, 192.0.2.10\r\n", true)]
    [InlineData("X-Forwarded-For: 203.0.113.1\r\nx-forwarded-for: 192.0.2.10\r\n", true)]
    [InlineData("X-Forwarded-For: 192.0.2.10\r\nX-Forwarded-For: 203.0.113.1\r\n", false)]
    [InlineData("X-Forwarded-For: ::ffff:192.0.2.10\r\n", true)]
    [InlineData("X-Forwarded-For: [2001:db8::1]:4711\r\n", true)]
    [InlineData("X-Forwarded-For: garbage\r\n", false)]
    [InlineData("X-Real-IP: 192.0.2.10\r\nForwarded: for=192.0.2.10\r\n", false)]
    [InlineData("", false)]
    public async Task Header_OfATrustedProxy_IsReadFromTheRight(string headers, bool isInParis)
    {
        await using var server = await RunningRedirector.StartAsync();
        var answer = await server.GetAsync(s_blob, headers: headers);
        answer.Location!.ShouldStartWith(isInParis ? server.Near.BaseAddress.AbsoluteUri : server.Upstream.BaseAddress.AbsoluteUri);
        server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Header_OfAnotherPeer_IsIgnoredAndCountedAndWarnedOfOnce()
    {
        await using var server = await RunningRedirector.StartAsync(
            RunningRedirector.TwoMirrors + "\nclientAddress: {from: x-forwarded-for, trustedProxies: [10.0.0.0/8]}\n");
        for (var i = 0; i < 3; i++)
            (await server.GetAsync(s_blob, RunningRedirector.InParis)).Location!.ShouldStartWith(server.Upstream.BaseAddress.AbsoluteUri);
        (await server.GetAsync(s_blob)).Status.ShouldBe(307);
        server.Log.Messages.Count(message => message.Contains("trustedProxies")).ShouldBe(1);
        var metrics = await server.MetricsAsync();
        metrics["fairlead_client_address_total{outcome=\"untrusted\"}"].ShouldBe(3);
        metrics["fairlead_client_address_total{outcome=\"connection\"}"].ShouldBe(1);
    }

    [Theory]
    [InlineData("missing", null)]
    [InlineData("malformed", "unknown")]
    [InlineData("header", "203.0.113.10")]
    public async Task Header_ThatSaysNothingOrSomething_IsCounted(string outcome, string? from)
    {
        await using var server = await RunningRedirector.StartAsync();
        (await server.GetAsync("/v2/", from)).Status.ShouldBe(200);
        (await server.MetricsAsync())[$"fairlead_client_address_total{{outcome=\"{outcome}\"}}"].ShouldBe(1);
        server.Log.ShouldBeQuiet();
    }
}
