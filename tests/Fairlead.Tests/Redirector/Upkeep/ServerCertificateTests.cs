using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fairlead.Redirector.Hosting;

namespace Fairlead.Tests.Redirector.Upkeep;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-tls-").FullName;
    private readonly TestCertificates _authority = new();
    private readonly LogLines _log = new();

    private string CertificateFile => Path.Combine(_folder, "tls.crt");

    private string KeyFile => Path.Combine(_folder, "tls.key");

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Handshake_Certificate_IsGivenWithItsChain()
    {
        Write(_authority.Issue("first"));
        var seen = await HandshakeAsync(new ServerCertificate(CertificateFile, KeyFile, _log));
        seen.ShouldBe(["CN=first", "CN=intermediate"]);
    }

    [Fact]
    public async Task Reload_NewCertificate_IsTheNextHandshakes()
    {
        Write(_authority.Issue("first"));
        var certificate = new ServerCertificate(CertificateFile, KeyFile, _log);
        Write(_authority.Issue("second"));
        (await HandshakeAsync(certificate))[0].ShouldBe("CN=first");
        certificate.Reload().ShouldBeTrue();
        (await HandshakeAsync(certificate))[0].ShouldBe("CN=second");
        certificate.Ends.ShouldBe(TestCertificates.Until);
    }

    [Fact]
    public async Task Reload_KeyOfAnother_KeepsTheOldOneUntilBothFit()
    {
        Write(_authority.Issue("first"));
        var certificate = new ServerCertificate(CertificateFile, KeyFile, _log);
        var (chain, key) = _authority.Issue("second");
        await File.WriteAllTextAsync(CertificateFile, chain); // and the key has not been written yet
        certificate.Reload().ShouldBeFalse();
        (await HandshakeAsync(certificate))[0].ShouldBe("CN=first");
        _log.All[^1].ShouldStartWith("Error: the certificate was not reloaded");

        await File.WriteAllTextAsync(KeyFile, key);
        certificate.Reload().ShouldBeTrue();
        (await HandshakeAsync(certificate))[0].ShouldBe("CN=second");
    }

    [Fact]
    public void Reload_FilesAreNotWhole_KeepsTheOldOne()
    {
        var (chain, key) = _authority.Issue("first");
        Write((chain, key));
        var certificate = new ServerCertificate(CertificateFile, KeyFile, _log);
        using var rsa = RSA.Create(2048);
        (string Chain, string Key)[] spoilt =
        [
            ("", key), (chain, ""), (chain[..100], key), (chain, key[..60]), ("nonsense", "nonsense"), (key, chain), (chain, rsa.ExportPkcs8PrivateKeyPem()),
            (chain.Replace("MII", "AAA", StringComparison.Ordinal), key), (chain + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", key),
        ];
        foreach (var files in spoilt)
        {
            Write(files);
            certificate.Reload().ShouldBeFalse(files.ToString());
        }
        File.Delete(KeyFile);
        certificate.Reload().ShouldBeFalse();
        Directory.CreateDirectory(KeyFile);
        certificate.Reload().ShouldBeFalse();
    }

    [Fact]
    public void New_KeyOfAnother_Throws()
    {
        Write((_authority.Issue("first").Chain, _authority.Issue("second").Key));
        Should.Throw<CryptographicException>(() => new ServerCertificate(CertificateFile, KeyFile, _log));
    }

    [Fact]
    public void New_NoSuchFile_Throws() => Should.Throw<IOException>(() => new ServerCertificate(CertificateFile, KeyFile, _log));

    private void Write((string Chain, string Key) files)
    {
        File.WriteAllText(CertificateFile, files.Chain);
        File.WriteAllText(KeyFile, files.Key);
    }

    /// <summary>Subjects of the certificates that a client is given, the server's own first.</summary>
    private static async Task<string[]> HandshakeAsync(ServerCertificate certificate)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        var accepting = listener.AcceptTcpClientAsync(cancel);
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancel);
        using var accepted = await accepting;

        var given = new List<string>();
        using var server = new SslStream(accepted.GetStream());
        using var secure = new SslStream(client.GetStream(), false, (_, leaf, chain, _) =>
        {
            given.Add(leaf!.Subject);
            given.AddRange(chain!.ChainPolicy.ExtraStore.Select(c => c.Subject).Where(s => s != leaf.Subject));
            return true;
        });
        var options = await certificate.Handshake.OnConnection(null!);
        await Task.WhenAll(
            server.AuthenticateAsServerAsync(options, cancel),
            secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "example.org", ApplicationProtocols = [SslApplicationProtocol.Http2] }, cancel));
        secure.NegotiatedApplicationProtocol.ShouldBe(SslApplicationProtocol.Http2);
        return [.. given];
    }
}
