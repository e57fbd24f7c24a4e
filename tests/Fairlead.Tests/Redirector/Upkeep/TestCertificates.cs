using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fairlead.Tests.Redirector.Upkeep;

/// <summary>A certificate authority with one intermediate, made on the spot.</summary>
internal sealed class TestCertificates : IDisposable
{
    /// <summary>When they all end.</summary>
    public static readonly DateTimeOffset Until = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset s_from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly X509Certificate2 _root = Authority("root", issuer: null);
    private readonly X509Certificate2 _intermediate;

    public TestCertificates() => _intermediate = Authority("intermediate", _root);

    /// <summary>PEM of a leaf and the intermediate that issued it, and PEM of the leaf's key.</summary>
    public (string Chain, string Key) Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = Request(name, key, isAuthority: false).Create(_intermediate, s_from, Until, RandomNumberGenerator.GetBytes(8));
        return ($"{leaf.ExportCertificatePem()}\n{_intermediate.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key, isAuthority: true);
        if (issuer is null) return request.CreateSelfSigned(s_from, Until);
        using var issued = request.Create(issuer, s_from, Until, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return request;
    }
}
