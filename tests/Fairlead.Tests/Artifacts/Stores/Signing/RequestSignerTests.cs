using System.Security.Cryptography;
using System.Text;
using Fairlead.Artifacts.Stores.Signing;

namespace Fairlead.Tests.Artifacts.Stores.Signing;

/// <summary>
/// The examples of the Amazon S3 API reference, "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk":
/// their keys, their time, their signatures.
/// </summary>
public sealed class RequestSignerTests
{
    private const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Scope = "20130524/us-east-1/s3/aws4_request";

    [Theory]
    [InlineData("GET", "/test.txt", "", "Range: bytes=0-9", "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData(
        "PUT", "/test%24file.text", "Welcome to Amazon S3.", "Date: Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class: REDUCED_REDUNDANCY",
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class", "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")]
    [InlineData("GET", "/?lifecycle=", "", "", "host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "/?max-keys=2&prefix=J", "", "", "host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Sign_PublishedExample_HasItsSignature(string method, string target, string body, string headers, string signed, string signature)
    {
        using var request = Request(method, "https://examplebucket.s3.amazonaws.com" + target);
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
            request.Headers.TryAddWithoutValidation(header.Split(": ", 2)[0], header.Split(": ", 2)[1]);
        // These are added for every request, and are not signed.
        request.Headers.TryAddWithoutValidation("User-Agent", "fairlead");
        request.Headers.ExpectContinue = true;
        Sign(request, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))))
            .ShouldBe($"AWS4-HMAC-SHA256 Credential={AccessKey}/{Scope}, SignedHeaders={signed}, Signature={signature}");
    }

    [Fact]
    public void Sign_Ipv6Host_IsSignedAsItIsSent()
    {
        using var request = Request("GET", "http://[::1]:9000/k");
        var canonical = "GET\n/k\n\nhost:[::1]:9000\nx-amz-content-sha256:" + RequestSigner.EmptyHash
            + "\nx-amz-date:20130524T000000Z\n\nhost;x-amz-content-sha256;x-amz-date\n" + RequestSigner.EmptyHash;
        var text = $"AWS4-HMAC-SHA256\n20130524T000000Z\n{Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = SigningKey.Derive(SecretKey, "20130524", "us-east-1", SignatureScheme.Amazon).Bytes;
        Sign(request, RequestSigner.EmptyHash).ShouldEndWith("Signature=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))));
    }

    private static HttpRequestMessage Request(string method, string url) =>
        new(new HttpMethod(method), new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    private static string Sign(HttpRequestMessage request, string hash)
    {
        new RequestSigner("us-east-1", SignatureScheme.Amazon).Sign(request, hash, AccessKey, SecretKey, null, new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));
        return request.Headers.NonValidated["Authorization"].ToString();
    }
}
