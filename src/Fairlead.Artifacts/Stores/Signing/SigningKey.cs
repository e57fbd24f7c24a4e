using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Artifacts.Stores.Signing;

/// <summary>What requests of one day to one region are signed with.</summary>
internal sealed class SigningKey
{
    private SigningKey(string secret, string date, byte[] bytes) => (Secret, Date, Bytes) = (secret, date, bytes);

    public string Secret { get; }

    /// <summary><c>yyyyMMdd</c>.</summary>
    public string Date { get; }

    public byte[] Bytes { get; }

    /// <summary>IAM user guide, "Create a signed AWS API request", step 4.</summary>
    public static SigningKey Derive(string secret, string date, string region, SignatureScheme scheme)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(scheme.KeyPrefix + secret), Encoding.UTF8.GetBytes(date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scheme.Service));
        return new(secret, date, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scheme.Request)));
    }
}
