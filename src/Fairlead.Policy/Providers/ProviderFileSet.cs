using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Policy.Providers;

/// <summary>Provider files that are good to use, in the order of their names. Immutable.</summary>
/// <param name="Files">The files.</param>
/// <param name="Fingerprint">Tells whether another set says the same.</param>
public sealed record ProviderFileSet(IReadOnlyList<ProviderFile> Files, string Fingerprint)
{
    /// <summary>A fingerprint of names and contents.</summary>
    internal static string FingerprintOf(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files)
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            hash.AppendData(SHA256.HashData(content));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
