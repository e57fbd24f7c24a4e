using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Artifacts.Stores.Signing;

/// <summary>
/// Signs requests to S3 by AWS Signature Version 4 in the Authorization header (Amazon S3 API reference, "Signature Calculations for the
/// Authorization Header: Transferring Payload in a Single Chunk"), or by the same under Google's names. The payload's hash is given, not computed: a
/// blob's digest is it. Thread-safe.
/// </summary>
internal sealed class RequestSigner(string region, SignatureScheme scheme)
{
    /// <summary>SHA-256 of nothing, in hex.</summary>
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // Proxies and HttpClient itself may change or take away these.
    private static readonly string[] s_unsigned = ["Accept-Encoding", "Authorization", "Connection", "Expect", "Host", "Transfer-Encoding", "User-Agent"];

    private volatile SigningKey? _key;

    /// <summary>Adds the headers of the signature. What is signed: method, URL, host, Content-Type and the request's own headers, conditions among them.</summary>
    /// <param name="request">As it will be sent, with its escaped URL.</param>
    /// <param name="payloadHash">SHA-256 of the body, in lower-case hex.</param>
    /// <param name="accessKey">Who signs.</param>
    /// <param name="secretKey">By what.</param>
    /// <param name="token">Of a session; null when there is none.</param>
    /// <param name="now">The time of the signature.</param>
    public void Sign(HttpRequestMessage request, string payloadHash, string accessKey, string secretKey, string? token, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = time[..8];
        request.Headers.TryAddWithoutValidation(scheme.Headers + "date", time);
        request.Headers.TryAddWithoutValidation(scheme.Headers + "content-sha256", payloadHash);
        if (!string.IsNullOrEmpty(token)) request.Headers.TryAddWithoutValidation(scheme.Headers + "security-token", token);

        var (canonical, names) = Canonical(request, payloadHash);
        var scope = $"{date}/{region}/{scheme.Service}/{scheme.Request}";
        var text = $"{scheme.Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key(secretKey, date), Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{scheme.Algorithm} Credential={accessKey}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    /// <summary>A name or a value for the path or the query: all but RFC 3986's unreserved characters as %XX, as the signature has it.</summary>
    public static string Escape(string text) => Uri.EscapeDataString(text);

    private static (string Request, string Names) Canonical(HttpRequestMessage request, string payloadHash)
    {
        var uri = request.RequestUri!;
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost; // with brackets, as HttpClient sends it
        var headers = new List<(string Name, string Value)>(8) { ("host", uri.IsDefaultPort ? host : $"{host}:{uri.Port}") };
        if (request.Content is { } content && content.Headers.NonValidated.TryGetValues("Content-Type", out var type)) headers.Add(("content-type", type.ToString()));
        foreach (var (name, values) in request.Headers.NonValidated)
            if (!s_unsigned.Contains(name, StringComparer.OrdinalIgnoreCase)) headers.Add((name.ToLowerInvariant(), values.ToString()));
        headers.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));

        var names = string.Join(';', headers.Select(header => header.Name));
        var text = new StringBuilder(512);
        text.Append(request.Method.Method).Append('\n').Append(uri.AbsolutePath).Append('\n').Append(uri.Query.AsSpan().TrimStart('?')).Append('\n');
        foreach (var (name, value) in headers) text.Append(name).Append(':').Append(value.AsSpan().Trim()).Append('\n');
        text.Append('\n').Append(names).Append('\n').Append(payloadHash);
        return (text.ToString(), names);
    }

    // The same all day: four hashes fewer a request.
    private byte[] Key(string secret, string date)
    {
        var key = _key;
        if (key is null || key.Date != date || key.Secret != secret) _key = key = SigningKey.Derive(secret, date, region, scheme);
        return key.Bytes;
    }
}
