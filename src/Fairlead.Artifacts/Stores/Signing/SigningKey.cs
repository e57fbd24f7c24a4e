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
    public static SigningKey Derive(string secret, string date, string region)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(region));
        key = HMACSHA256.HashData(key, "s3"u8);
        return new(secret, date, HMACSHA256.HashData(key, "aws4_request"u8));
    }
}
