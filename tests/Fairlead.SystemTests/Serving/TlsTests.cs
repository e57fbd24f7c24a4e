using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Fairlead.SystemTests.Clients;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Serving;

/// <summary>The protocols: HTTP/1.1 and HTTP/2, cleartext and over TLS, with a certificate that is renewed under way.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const string Format = "%{http_code} %{http_version} %header{location}";
    private const string Path = "/v2/test/image/manifests/v1";
    private const string Upstream = "http://127.0.0.1:9";

    private readonly TempDirectory _directory = new();
    private readonly int _tlsPort = FreePort.Next();
    private readonly int _h2cPort = FreePort.Next();
    private readonly PemCertificate _first = PemCertificate.Make("first");
    private string _certificateFile = "";
    private string _keyFile = "";
    private FairleadServer? _fairlead;

    public async ValueTask InitializeAsync()
    {
        _certificateFile = _directory.Write("tls.crt", _first.Certificate);
        _keyFile = _directory.Write("tls.key", _first.Key);
        _fairlead = await FairleadServer.StartAsync(
            $"upstream: {{registry: \"{Upstream}\"}}",
            new FairleadOptions { TlsPort = _tlsPort, CertificateFile = _certificateFile, KeyFile = _keyFile, H2cPort = _h2cPort });
    }

    public async ValueTask DisposeAsync()
    {
        if (_fairlead is not null) await _fairlead.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("--http1.1", "1.1")]
    [InlineData("--http2", "2")]
    public async Task Get_OverTls_RedirectInTheProtocolThatTheClientWants(string flag, string version)
    {
        var answer = await Curl.WriteOutAsync(Format, new Uri($"https://127.0.0.1:{_tlsPort}{Path}"), flag, "--cacert", _certificateFile);

        answer.ShouldBe($"307 {version} {Upstream}{Path}");
    }

    [Fact]
    public async Task Get_Http2ByPriorKnowledge_Redirect()
    {
        var answer = await Curl.WriteOutAsync(Format, new Uri($"http://127.0.0.1:{_h2cPort}{Path}"), "--http2-prior-knowledge");

        answer.ShouldBe($"307 2 {Upstream}{Path}");
    }

    [Fact]
    public async Task Certificate_FilesReplaced_TheNewOneIsServedWithoutARestart()
    {
        var processId = _fairlead!.Id;
        (await ServedThumbprintAsync()).ShouldBe(_first.Thumbprint);

        // One after the other, as most tools write them. Between the two they don't match, and the old pair goes on being served.
        var second = PemCertificate.Make("second");
        _directory.Write("tls.crt", second.Certificate);
        await Eventually.IsTrueAsync("the half of a pair refused", () => _fairlead.Output.Contains("the certificate was not reloaded", StringComparison.Ordinal));
        (await ServedThumbprintAsync()).ShouldBe(_first.Thumbprint);
        _directory.Write("tls.key", second.Key);

        await Eventually.ReadAsync("the new certificate", ServedThumbprintAsync, thumbprint => thumbprint == second.Thumbprint);
        _fairlead.Id.ShouldBe(processId);
        (await Curl.WriteOutAsync(Format, new Uri($"https://127.0.0.1:{_tlsPort}{Path}"), "--http2", "--cacert", _certificateFile))
            .ShouldBe($"307 2 {Upstream}{Path}");
    }

    private async Task<string> ServedThumbprintAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _tlsPort);
        // Whose certificate it is is what is asked here, so none is refused.
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("127.0.0.1").WaitAsync(Eventually.Deadline);
        using var certificate = new X509Certificate2(tls.RemoteCertificate!);
        return certificate.Thumbprint;
    }
}
