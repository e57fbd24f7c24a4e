using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fairlead.Benchmarks.Logs;

/// <summary>Lines of pulls as each server writes them, with addresses, blobs and sizes of their own; the same each time.</summary>
internal static class SampleLog
{
    /// <summary>A log of this many requests, with its headings, in order of time.</summary>
    public static byte[] Of(string format, int requests)
    {
        var random = new Random(1);
        var log = new StringBuilder();
        if (format == "cloudfront") log.Append("#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end\n");
        for (var i = 0; i < requests; i++) log.Append(Line(format, i, random)).Append('\n');
        return Encoding.ASCII.GetBytes(log.ToString());
    }

    private static string Line(string format, int number, Random random)
    {
        var time = new DateTimeOffset(2026, 10, 10, 13, 0, 0, TimeSpan.Zero).AddMilliseconds(number * 7L);
        var bits = (uint)random.NextInt64(1L << 32);
        var client = string.Create(CultureInfo.InvariantCulture, $"{bits >> 24}.{bits >> 16 & 255}.{bits >> 8 & 255}.{bits & 255}");
        var digest = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(random.Next(20_000))));
        var bytes = random.Next(100_000_000);
        var clf = time.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture);
        var id = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)));
        return format switch
        {
            "combined" => $"{client} - - [{clf}] \"GET /v2/kube-apiserver/blobs/sha256:{digest} HTTP/1.1\" 200 {bytes} \"-\" \"containerd/2.0.1 (linux; amd64; +https://containerd.io)\"",
            "fastly" => $"<134>{time:yyyy-MM-ddTHH:mm:ssZ} cache-sjc3128 pulls[62959]: {client} - - [{clf}] \"GET /v2/kube-apiserver/blobs/sha256:{digest} HTTP/1.1\" 200 {bytes}",
            "gcs" => $"\"{time.ToUnixTimeMilliseconds()}123\",\"{client}\",\"1\",\"\",\"GET\",\"/prod-images/containers/images/sha256%3A{digest}\",\"200\",\"0\",\"{bytes}\",\"52000\",\"storage.googleapis.com\",\"\",\"containerd/2.0.1,gzip(gfe)\",\"{id}\",\"GET_Object\",\"prod-images\",\"containers/images/sha256:{digest}\"",
            "s3" => $"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be prod-registry-k8s-io-us-east-1 [{clf}] {client} - {id[..16]} REST.GET.OBJECT containers/images/sha256%253A{digest} \"GET /containers/images/sha256%3A{digest} HTTP/1.1\" 200 - {bytes} {bytes} 70 10 \"-\" \"containerd/2.0.1\" - {id}= - ECDHE-RSA-AES128-GCM-SHA256 - prod-registry-k8s-io-us-east-1.s3.dualstack.us-east-1.amazonaws.com TLSv1.2 - -",
            "cloudfront" => $"{time:yyyy-MM-dd}\t{time:HH:mm:ss}\tLAX1-C1\t{bytes}\t{client}\tGET\td111111abcdef8.cloudfront.net\t/containers/images/sha256:{digest}\t200\t-\tcontainerd/2.0.1\t-\t-\tHit\t{id[..54]}==\tcdn.example.org\thttps\t23\t0.001\t-\tTLSv1.2\tECDHE-RSA-AES128-GCM-SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\tapplication/octet-stream\t78\t-\t-",
            "google" => $"{{\"httpRequest\":{{\"latency\":\"0.012s\",\"remoteIp\":\"{client}\",\"requestMethod\":\"GET\",\"requestSize\":\"230\",\"requestUrl\":\"https://registry.example.org/v2/kube-apiserver/blobs/sha256:{digest}\",\"responseSize\":\"{bytes}\",\"status\":200,\"userAgent\":\"containerd/2.0.1\"}},\"insertId\":\"{id[..14]}\",\"logName\":\"projects/p/logs/requests\",\"resource\":{{\"labels\":{{\"zone\":\"global\"}},\"type\":\"http_load_balancer\"}},\"severity\":\"INFO\",\"timestamp\":\"{time:yyyy-MM-ddTHH:mm:ss.ffffffZ}\"}}",
            "fairlead" => $"{{\"time\":\"{time:yyyy-MM-ddTHH:mm:ss.fffffffzzz}\",\"method\":\"GET\",\"path\":\"/v2/kube-apiserver/blobs/sha256:{digest}\",\"status\":307,\"rule\":\"mirror\",\"provider\":\"amazon\",\"network\":\"aws\",\"region\":\"us-east-1\",\"asn\":16509,\"country\":\"US\",\"repository\":\"kube-apiserver\",\"digest\":\"sha256:{digest}\",\"mirror\":\"amazon-us-east-1\",\"location\":\"https://prod.s3.amazonaws.com/containers/images/sha256:{digest}\",\"seconds\":0.0001,\"userAgent\":\"containerd/2.0.1\"}}",
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no such format"),
        };
    }
}
