using System.Text;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Traffic.Logs;

/// <summary>Request logs of Google's balancers and of Cloud Run.</summary>
public sealed class GoogleFormatTests
{
    /// <summary>As a sink writes those of an external Application Load Balancer.</summary>
    private const string Balancer = """
        {"httpRequest":{"cacheLookup":true,"latency":"0.012s","remoteIp":"192.0.2.10:54321","requestMethod":"GET","requestSize":"260","requestUrl":"https://artifacts.example.org:443/containers/images/sha256:00?ns=x","responseSize":"1048576","serverIp":"198.51.100.9","status":200,"userAgent":"containerd/1.7"},"insertId":"1oek5rg3l3fxj7","jsonPayload":{"@type":"type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry","statusDetails":"response_sent_by_backend","remoteIp":"192.0.2.10"},"logName":"projects/p/logs/requests","receiveTimestamp":"2026-10-10T13:55:37.1Z","resource":{"labels":{"backend_service_name":"","url_map_name":"m"},"type":"http_load_balancer"},"severity":"INFO","spanId":"1","timestamp":"2026-10-10T13:55:36.123456789Z","trace":"projects/p/traces/1"}
        """;

    /// <summary>As a sink writes those of Cloud Run.</summary>
    private const string CloudRun = """
        {"insertId":"66a","httpRequest":{"requestMethod":"HEAD","requestUrl":"https://proxy-abc-uc.a.run.app/v2/k8s/pause/manifests/3.9","requestSize":"1","status":307,"responseSize":"900","userAgent":"a","remoteIp":"2001:db8::1","serverIp":"2001:db8::2","latency":"0.002s","protocol":"HTTP/1.1"},"resource":{"type":"cloud_run_revision","labels":{"service_name":"proxy"}},"timestamp":"2026-10-10T13:55:36Z","severity":"INFO","labels":{"instanceId":"1"},"logName":"projects/p/logs/run.googleapis.com%2Frequests","receiveTimestamp":"2026-10-10T13:55:36Z"}
        """;

    [Fact]
    public void Read_Balancer_IsARequest() => Read(Balancer).ShouldBe(new ReadLine(
        LineOutcome.Request, DateTimeOffset.Parse("2026-10-10T13:55:36Z"), RequestMethod.Get, 200, 1048576, "192.0.2.10", "artifacts.example.org",
        "/containers/images/sha256:00?ns=x", "2026-10-10T13:55:36.123456789Z1oek5rg3l3fxj7"));

    [Fact]
    public void Read_CloudRun_IsARequest() => Read(CloudRun).ShouldBe(new ReadLine(
        LineOutcome.Request, DateTimeOffset.Parse("2026-10-10T13:55:36Z"), RequestMethod.Head, 307, 900, "2001:db8::1", "proxy-abc-uc.a.run.app",
        "/v2/k8s/pause/manifests/3.9", "2026-10-10T13:55:36Z66a"));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1:1", "192.0.2.1")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("FE80::0202:B3FF:FE1E:8329", "fe80::202:b3ff:fe1e:8329")]
    [InlineData("", null)]
    public void Read_RemoteIp_IsReadInEveryForm(string text, string? client) => Read(Entry($"\"remoteIp\":\"{text}\"")).ShouldSatisfyAllConditions(
        line => line.Outcome.ShouldBe(LineOutcome.Request), line => line.Client.ShouldBe(client));

    [Theory]
    [InlineData("\"status\":404", 404)]
    [InlineData("\"status\":\"404\"", 404)]
    [InlineData("\"a\":1", 499)] // left out where it is 0: the client gave up before there was an answer
    [InlineData("\"status\":0", 499)]
    public void Read_Status_IsNumberOrText(string field, int status) => Read(Entry(field)).ShouldSatisfyAllConditions(
        line => line.Outcome.ShouldBe(LineOutcome.Request), line => line.Status.ShouldBe(status));

    [Theory]
    [InlineData("\"responseSize\":12", 12)]
    [InlineData("\"responseSize\":\"999999999999999999\"", 999999999999999999)]
    [InlineData("\"a\":1", 0)]
    [InlineData("\"responseSize\":\"1\",\"responseSize\":\"2\"", 2)]
    public void Read_ResponseSize_IsNumberOrText(string field, long bytes) => Read(Entry(field)).ShouldSatisfyAllConditions(
        line => line.Outcome.ShouldBe(LineOutcome.Request), line => line.Bytes.ShouldBe(bytes));

    [Theory]
    [InlineData("https://a.example.org/b?c=d#e", "a.example.org", "/b?c=d#e")]
    [InlineData("http://user@a.example.org:80", "a.example.org", "")]
    [InlineData("https://[2001:db8::1]:443/b", "[2001:db8::1]", "/b")]
    [InlineData("https://a.example.org?b", "a.example.org", "")]
    [InlineData("/b/c", "", "/b/c")]
    [InlineData("nonsense", "", "")]
    [InlineData("https://", "", "")]
    [InlineData("", "", "")]
    [InlineData("https:\\/\\/a.example.org\\/\\u0062\\u00e9", "a.example.org", "/bé")]
    public void Read_RequestUrl_IsTakenApart(string url, string host, string target)
    {
        var line = Read(Entry($"\"requestUrl\":\"{url}\""));
        (line.Outcome, line.Backend, line.Target).ShouldBe((LineOutcome.Request, host, target));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","logName":"projects/p/logs/run.googleapis.com%2Fstdout","textPayload":"started"}""")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","logName":"projects/p/logs/run.googleapis.com%2Fstdout","httpRequest":{"requestUrl":"https://a/b","status":200}}""")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","logName":"projects/p/logs/cloudaudit.googleapis.com%2Factivity","protoPayload":{"requestMetadata":{"callerIp":"192.0.2.1"}}}""")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":null}""")]
    public void Read_EntryOfAnotherLog_IsIgnored(string line) => Read(line).Outcome.ShouldBe(LineOutcome.Ignored);

    [Theory]
    [InlineData("requests")]
    [InlineData("run.googleapis.com%2Frequests")]
    [InlineData("loadbalancing.googleapis.com%2Fexternal_regional_requests")]
    public void Read_LogOfRequests_IsARequest(string log) =>
        Read($$"""{"logName":"projects/p/logs/{{log}}","httpRequest":{"status":200},"timestamp":"2026-10-10T13:55:36Z"}""").Outcome.ShouldBe(LineOutcome.Request);

    [Theory]
    [InlineData("[", "jq")]
    [InlineData("  {", "jq")]
    [InlineData("    \"insertId\": \"1\",", "jq")]
    [InlineData("[{}]", "jq")]
    [InlineData("not JSON", "jq")]
    [InlineData("{}", "no timestamp")]
    [InlineData("{]}", "damaged")]
    [InlineData("{} {}", "damaged")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z",}""", "damaged")]
    [InlineData("""{"timestamp":"\ud800"}""", "damaged")]
    [InlineData("""{"timestamp":5}""", "no timestamp")]
    [InlineData("""{"timestamp":"yesterday","httpRequest":{}}""", "time")]
    [InlineData("""{"timestamp":"1969-12-31T23:59:59Z","httpRequest":{}}""", "time")]
    [InlineData("""{"timestamp":"2149-01-01T00:00:00Z","httpRequest":{}}""", "time")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":1e2}}""", "status")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":1e999999}}""", "status")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":-200}}""", "status")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":600}}""", "status")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":[200]}}""", "status")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":200,"responseSize":"-1"}}""", "bytes")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":200,"responseSize":"9999999999999999999999999999"}}""", "bytes")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":200,"remoteIp":"localhost"}}""", "address")]
    [InlineData("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":200,"remoteIp":"[2001:db8::1"}}""", "address")]
    public void Read_WhatIsNoEntry_IsBadAndSaysWhy(string line, string word)
    {
        var read = Read(line);
        read.Outcome.ShouldBe(LineOutcome.Bad);
        read.Problem!.ShouldContain(word);
    }

    [Fact]
    public void Read_LineWithWhiteSpaceAroundIt_IsARequest() => Read($" \t{Balancer} \r").Outcome.ShouldBe(LineOutcome.Request);

    [Theory]
    [InlineData(Balancer)]
    [InlineData(CloudRun)]
    public void Read_LineCutAtEveryByte_IsBad(string line)
    {
        for (var length = 1; length < line.Length; length++) Read(line[..length]).Outcome.ShouldBe(LineOutcome.Bad, $"{length} bytes");
    }

    [Fact]
    public void Read_AnyByteReplaced_NeverThrows()
    {
        var format = new GoogleFormat();
        var line = Encoding.UTF8.GetBytes(Balancer);
        for (var i = 0; i < line.Length; i++)
        {
            foreach (var odd in (byte[])[0, (byte)'"', (byte)'\\', (byte)'{', (byte)'}', 0x1B, 0x80, 0xFF])
            {
                var damaged = line.ToArray();
                damaged[i] = odd;
                _ = ReadLine.By(format, damaged);
            }
        }
        ReadLine.By(format, line).Outcome.ShouldBe(LineOutcome.Request); // and the next line is read as ever
    }

    [Fact]
    public void Read_DeepNesting_IsBadBeyondADepth()
    {
        Read(Nested(60)).Outcome.ShouldBe(LineOutcome.Request);
        Read(Nested(30_000)).Outcome.ShouldBe(LineOutcome.Bad);

        static string Nested(int depth) => Entry("\"status\":200")[..^1] + ",\"jsonPayload\":" + new string('[', depth) + new string(']', depth) + "}";
    }

    [Fact]
    public void Read_HttpRequestTwice_TakesTheLastWhole() =>
        Read("""{"timestamp":"2026-10-10T13:55:36Z","httpRequest":{"status":200,"remoteIp":"192.0.2.1"},"httpRequest":{"status":404}}""")
            .ShouldSatisfyAllConditions(line => line.Status.ShouldBe(404), line => line.Client.ShouldBeNull());

    [Fact]
    public void Read_LineAsItShouldBe_AllocatesNothing()
    {
        var format = new GoogleFormat();
        foreach (var text in new[] { Balancer, CloudRun, Balancer.Replace("ns=x", "ns\\u003dx") })
        {
            var line = Encoding.UTF8.GetBytes(text);
            Allocations.Of(() =>
            {
                LogRecord record = default;
                format.Read(line, ref record);
            }).ShouldBe(0);
        }
    }

    private static ReadLine Read(string line) => ReadLine.By(new GoogleFormat(), line);

    private static string Entry(string field) => $$"""{"timestamp":"2026-10-10T13:55:36Z","logName":"projects/p/logs/requests","httpRequest":{"requestMethod":"GET",{{field}} } }""";
}
