using System.Text;
using BenchmarkDotNet.Attributes;
using Fairlead.Traffic.Logs;

namespace Fairlead.Benchmarks.Traffic;

/// <summary>Time of reading one line of a log in JSON: a load balancer's of some 1,300 bytes, and the redirector's own of some 600.</summary>
[InProcess]
[WarmupCount(3)]
[IterationCount(10)]
[MemoryDiagnoser]
public class JsonLogBenchmarks
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly LogFormat _google = LogFormats.Create("google")!;
    private readonly LogFormat _fairlead = LogFormats.Create("fairlead")!;

    private readonly byte[] _googleLine = Encoding.UTF8.GetBytes(
        $$$"""{"httpRequest":{"cacheLookup":true,"latency":"0.012345s","remoteIp":"192.0.2.10:54321","requestMethod":"GET","requestSize":"260","requestUrl":"https://artifacts.example.org/containers/images/{{{Digest}}}","responseSize":"104857600","serverIp":"198.51.100.9","status":200,"userAgent":"containerd/1.7.2 (linux; amd64)"},"insertId":"1oek5rg3l3fxj7","jsonPayload":{"@type":"type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry","backendTargetProjectNumber":"projects/123456789012","cacheDecision":["RESPONSE_HAS_CONTENT_TYPE","CACHE_MODE_CACHE_ALL_STATIC"],"cacheId":"SFO-fbae48ad","remoteIp":"192.0.2.10","statusDetails":"response_sent_by_backend","enforcedSecurityPolicy":{"configuredAction":"ALLOW","name":"default","outcome":"ACCEPT","priority":2147483647}},"logName":"projects/example/logs/requests","receiveTimestamp":"2026-10-10T13:55:37.123456789Z","resource":{"labels":{"backend_service_name":"artifacts","forwarding_rule_name":"artifacts-https","project_id":"example","target_proxy_name":"artifacts","url_map_name":"artifacts","zone":"global"},"type":"http_load_balancer"},"severity":"INFO","spanId":"0123456789abcdef","timestamp":"2026-10-10T13:55:36.123456789Z","trace":"projects/example/traces/0123456789abcdef0123456789abcdef"}""");

    private readonly byte[] _fairleadLine = Encoding.UTF8.GetBytes(
        $$$"""{"time":"2026-10-10T13:55:36.1234567\u002B00:00","method":"GET","path":"/v2/kube-project/image/blobs/{{{Digest}}}","status":307,"rule":"mirror","provider":"amazon","network":"aws","region":"eu-west-3","asn":16509,"country":"FR","repository":"kube-project/image","digest":"{{{Digest}}}","mirror":"amazon-eu-west-3","location":"https://prod-registry-eu-west-3.s3.dualstack.eu-west-3.amazonaws.com/containers/images/{{{Digest}}}","seconds":0.0000712,"userAgent":"containerd/1.7.2"}""");

    [Benchmark]
    [AtMost(nanoseconds: 3_000, Aim = 1_500)]
    public int Google() => Read(_google, _googleLine);

    [Benchmark]
    [AtMost(nanoseconds: 2_000, Aim = 1_000)]
    public int Fairlead() => Read(_fairlead, _fairleadLine);

    private static int Read(LogFormat format, byte[] line)
    {
        LogRecord record = default;
        if (format.Read(line, ref record) != LineOutcome.Request) throw new InvalidOperationException(format.Problem);
        return record.Target.Length;
    }
}
