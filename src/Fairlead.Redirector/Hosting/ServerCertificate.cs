using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Fairlead.Redirector.Hosting;

/// <summary>The certificate from PEM files, with its chain; read again when they change, the old one staying until the new one is whole.</summary>
internal sealed class ServerCertificate
{
    private static readonly List<SslApplicationProtocol> s_protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly ILogger _logger;
    private volatile SslServerAuthenticationOptions _current;
    private long _ends; // ticks, UTC

    /// <summary>Reads the files.</summary>
    /// <exception cref="CryptographicException">They are not a certificate and its key.</exception>
    /// <exception cref="IOException">They can't be read.</exception>
    public ServerCertificate(string certificateFile, string keyFile, ILogger logger)
    {
        (_certificateFile, _keyFile, _logger) = (certificateFile, keyFile, logger);
        _current = Load();
    }

    /// <summary>When the certificate of the moment ends.</summary>
    public DateTimeOffset Ends => new(Volatile.Read(ref _ends), TimeSpan.Zero);

    /// <summary>For Kestrel: every handshake takes the certificate of the moment.</summary>
    public TlsHandshakeCallbackOptions Handshake => new() { OnConnection = _ => ValueTask.FromResult(_current) };

    /// <summary>Reads the files again; false, and the old one stays, when they don't fit together (yet).</summary>
    public bool Reload()
    {
        try
        {
            _current = Load();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            HostingLog.CertificateRefused(_logger, failure.Message);
            return false;
        }
    }

    private X509Certificate2 LoadLeaf()
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(_certificateFile, _keyFile);
        }
        catch (ArgumentException mismatch) // the key is another's: one file has been written and the other not yet
        {
            throw new CryptographicException(mismatch.Message, mismatch);
        }
    }

    private SslServerAuthenticationOptions Load()
    {
        var leaf = LoadLeaf();
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificateFile);
        HostingLog.CertificateLoaded(_logger, leaf.NotAfter);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(leaf, chain, offline: true),
            ApplicationProtocols = s_protocols,
        };
        Volatile.Write(ref _ends, leaf.NotAfter.ToUniversalTime().Ticks);
        return options;
    }
}
