using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Tests.Support.S3;

/// <summary>
/// Checks AWS Signature Version 4 on what came over the wire, from the specification and without a line of what signs (Amazon S3 API reference,
/// "Authenticating Requests: Using the Authorization Header").
/// </summary>
internal static class FakeS3Signature
{
    public static void Check(HttpContext context, string accessKey, string secretKey, string region, bool isGoogle)
    {
        var (algorithm, prefix, service, end, headersOf) = isGoogle ? ("GOOG4-HMAC-SHA256", "GOOG4", "storage", "goog4_request", "x-goog-") : ("AWS4-HMAC-SHA256", "AWS4", "s3", "aws4_request", "x-amz-");
        var request = context.Request;
        if (isGoogle && request.Headers.Keys.Any(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))) throw new FakeS3Error(400, "ExcessHeaderValues");
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(algorithm + " ", StringComparison.Ordinal)) throw new FakeS3Error(403, "AccessDenied");
        var fields = authorization[(algorithm.Length + 1)..].Split(", ").Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => field[1]);
        var credential = fields["Credential"].Split('/');
        if (credential[0] != accessKey) throw new FakeS3Error(403, "InvalidAccessKeyId");
        if (credential[2] != region) throw new FakeS3Error(400, "AuthorizationHeaderMalformed", $"the region '{credential[2]}' is wrong; expecting '{region}'");
        var time = request.Headers[headersOf + "date"].ToString();
        if (credential[1] != time[..8] || credential[3] != service || credential[4] != end) throw new FakeS3Error(400, "AuthorizationHeaderMalformed");

        var signed = fields["SignedHeaders"].Split(';');
        foreach (var name in request.Headers.Keys.Select(name => name.ToLowerInvariant()))
            if ((name == "host" || name.StartsWith(headersOf, StringComparison.Ordinal)) && !signed.Contains(name)) throw new FakeS3Error(403, "AccessDenied", $"{name} is not signed");

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var query = target.Length < 2 ? "" : string.Join('&', target[1].Split('&').Order(StringComparer.Ordinal));
        var headers = string.Concat(signed.Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n"));
        var canonical = $"{request.Method}\n{target[0]}\n{query}\n{headers}\n{fields["SignedHeaders"]}\n{request.Headers[headersOf + "content-sha256"]}";
        var text = $"{algorithm}\n{time}\n{string.Join('/', credential[1..])}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = credential[1..].Aggregate(Encoding.UTF8.GetBytes(prefix + secretKey), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        if (Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) != fields["Signature"]) throw new FakeS3Error(403, "SignatureDoesNotMatch");
    }
}
