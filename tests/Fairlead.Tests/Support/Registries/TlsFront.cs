using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fairlead.Tests.Support.Registries;

/// <summary>Takes TLS connections for a server that speaks plain HTTP, with a certificate of its own that nobody trusts who isn't told to.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly int _port;
    private readonly Task _accepting;
    private int _accepted;

    private TlsFront(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Host => _listener.LocalEndpoint.ToString()!;

    /// <summary>Whom a client has to trust.</summary>
    public X509Certificate2Collection Roots => [_certificate];

    /// <summary>Connections that there were.</summary>
    public int Accepted => _accepted;

    public static TlsFront Of(FakeRegistry registry) => new(registry.Server.BaseAddress.Port);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
        _certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _accepted);
        using (client)
        using (var server = new TcpClient())
        await using (var tls = new SslStream(client.GetStream()))
        {
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
                await server.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
                await Task.WhenAny(tls.CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(tls, _end.Token));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // Either side is gone, or doesn't want to.
            }
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Of a name of its own: an issuer is looked for by name.
        var request = new CertificateRequest($"CN={Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
