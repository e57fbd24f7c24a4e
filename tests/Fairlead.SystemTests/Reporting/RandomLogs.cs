using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Fairlead.SystemTests.Reporting;

/// <summary>Logs in every format, drawn by a seed: with bad lines, lines that are there twice, in one log and in two, with logs that are empty, and one that is longer than a batch.</summary>
internal static class RandomLogs
{
    /// <summary>A policy that knows most of the clients.</summary>
    public const string Policy = """
        upstream: {registry: "https://registry.example.org"}
        networks: {feeds: [{type: ip2asn, file: asns.tsv}]}
        providers:
          - name: near
            cidrs: [{prefix: 198.51.100.0/24, region: eu-west-1}, {prefix: 198.51.100.128/26, region: eu-west-3}, {prefix: "2001:db8:1::/48", region: us-east-1}]
            mirrors: [{name: near-mirror, region: eu-west-3, url: "https://mirror.example.org/{digest}"}]
          - {name: by-asn, asns: [112], serveFrom: upstream}
        default: []
        """;

    /// <summary>Its feed of ASNs.</summary>
    public const string Asns = "45.90.0.0\t45.90.0.127\t112\tFR\tOne hundred and twelve\n45.90.0.128\t45.90.0.255\t42\tDE\tForty-two\n2a0e:b100::\t2a0e:b100:ffff:ffff:ffff:ffff:ffff:ffff\t112\tFR\tOne hundred and twelve\n";

    private const int LinesOfLongest = 130_000;

    private static readonly string[] s_clients =
    [
        .. Enumerable.Range(0, 32).Select(number => string.Create(CultureInfo.InvariantCulture, $"198.51.100.{(number * 8) + 3}")),
        .. Enumerable.Range(0, 32).Select(number => string.Create(CultureInfo.InvariantCulture, $"45.90.0.{(number * 8) + 5}")),
        .. Enumerable.Range(0, 8).Select(number => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{(number * 20) + 9}")),
        .. Enumerable.Range(1, 4).Select(number => string.Create(CultureInfo.InvariantCulture, $"2001:db8:1:a{number:x}::{number * 4099:x}")),
        .. Enumerable.Range(1, 4).Select(number => string.Create(CultureInfo.InvariantCulture, $"2a0e:b100:{number:x}::{number * 4099:x}")),
    ];

    private static readonly string[] s_paths =
    [
        $"/v2/team/app/blobs/{NginxTraffic.Digest}", "/v2/team/app/manifests/v1", "/v2/team/sub/other/manifests/v2.0", "/release/v1.31.0/bin/linux/amd64/kubectl", "/v2/", "/", "/nothing?a=b",
    ];

    private static readonly DateTime s_first = new(2026, 9, 28, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes them into a folder.</summary>
    public static async Task WriteAsync(string folder, int seed)
    {
        var random = new Random(seed);
        await WriteAsync(folder, "long.log", Enumerable.Range(0, LinesOfLongest).Select(_ => Combined(random)));
        await WriteAsync(folder, "short.log.gz", Some(random, Combined));
        await WriteAsync(folder, "fastly.log", Some(random, line => $"<134>2026-10-10T13:55:36Z cache-cdg20720 logs[2696]: {Combined(line)}"));
        await WriteAsync(folder, "empty.log", []);
        await WriteAsync(folder, "nothing.log", []);
        await WriteTwiceAsync(folder, "s3", Some(random, S3), "");
        await WriteTwiceAsync(folder, "gcs", Some(random, Gcs), GcsHeading);
        await WriteTwiceAsync(folder, "cloudfront", Some(random, CloudFront), CloudFrontHeading);
        await WriteTwiceAsync(folder, "google", Some(random, Google), "");
        await WriteTwiceAsync(folder, "fairlead", Some(random, Fairlead), "");
    }

    /// <summary>Lines of a web server's log.</summary>
    public static IEnumerable<string> Lines(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => Combined(random));
    }

    private const string GcsHeading =
        """
        "time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri","sc_status","cs_bytes","sc_bytes","time_taken_micros","cs_host","cs_referer","cs_user_agent","s_request_id","cs_operation","cs_bucket","cs_object"

        """;

    private const string CloudFrontHeading =
        "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header\n";

    private static List<string> Some(Random random, Func<Random, string> line)
    {
        List<string> lines = [.. Enumerable.Range(0, 400).Select(_ => line(random))];
        for (var i = 0; i < 20; i++) lines.Insert(random.Next(lines.Count), $"damaged {Client(random)} [{random.Next()}");
        return lines;
    }

    /// <summary>Two logs that share some of their lines, as buckets deliver them.</summary>
    private static async Task WriteTwiceAsync(string folder, string name, List<string> lines, string heading)
    {
        await WriteAsync(folder, $"{name}-1.log", lines.Take(250).Append(lines[7]), heading);
        await WriteAsync(folder, $"{name}-2.log.gz", lines.Skip(200), heading);
    }

    private static async Task WriteAsync(string folder, string name, IEnumerable<string> lines, string heading = "")
    {
        var text = Encoding.UTF8.GetBytes(heading + string.Concat(lines.Select(line => line + "\n")));
        await using var file = File.Create(Path.Combine(folder, name));
        await using Stream packed = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        await packed.WriteAsync(text);
    }

    private static string Combined(Random random) =>
        $"{Client(random)} - - [{Time(random).ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture)} +0000] \"{Method(random)} {Path_(random)} HTTP/1.1\" {Status(random)} {random.Next(100_000)} \"-\" \"containerd/1.7\"";

    private static string S3(Random random)
    {
        var path = Path_(random);
        return $"owner bucket-{random.Next(3)} [{Time(random).ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture)} +0000] {Client(random)} - {Id(random)} REST.{Method(random)}.OBJECT {path.TrimStart('/')} \"{Method(random)} {path} HTTP/1.1\" {Status(random)} - {random.Next(100_000)} 1000 12 10 \"-\" \"agent \"\"quoted\" - hostid SigV4 TLS AuthHeader host TLSv1.2";
    }

    private static string Gcs(Random random) =>
        $"\"{new DateTimeOffset(Time(random)).ToUnixTimeMilliseconds()}000\",\"{Client(random)}\",\"1\",\"\",\"{Method(random)}\",\"{Path_(random)}\",\"{Status(random)}\",\"0\",\"{random.Next(100_000)}\",\"1000\",\"storage.googleapis.com\",\"\",\"agent\",\"{Id(random)}\",\"GET_Object\",\"bucket-{random.Next(3)}\",\"an/object\"";

    private static string CloudFront(Random random)
    {
        var time = Time(random);
        return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd}\t{time:HH:mm:ss}\tCDG50\t{random.Next(100_000)}\t{Client(random)}\t{Method(random)}\td1.cloudfront.net\t{Path_(random).Split('?')[0]}\t{Status(random)}\t-\tagent\t-\t-\tHit\t{Id(random)}\tcdn.example.org");
    }

    private static string Google(Random random) =>
        "{\"httpRequest\":{\"requestMethod\":\"" + Method(random) + "\",\"requestUrl\":\"https://registry.example.org" + Path_(random) + "\",\"status\":" + Status(random)
        + ",\"responseSize\":\"" + random.Next(100_000).ToString(CultureInfo.InvariantCulture) + "\",\"remoteIp\":\"" + Client(random) + "\"},\"insertId\":\"" + Id(random)
        + "\",\"logName\":\"projects/p/logs/requests\",\"resource\":{\"type\":\"http_load_balancer\"},\"timestamp\":\"" + Time(random).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) + "\"}";

    private static string Fairlead(Random random) =>
        "{\"time\":\"" + Time(random).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) + "\",\"method\":\"" + Method(random) + "\",\"path\":\"" + Path_(random)
        + "\",\"status\":307,\"rule\":\"mirror\",\"mirror\":\"near-mirror\",\"provider\":\"near\",\"network\":\"near\",\"region\":\"eu-west-1\",\"asn\":42,\"country\":\"DE\",\"location\":\"https://mirror.example.org/a\"}";

    private static string Client(Random random) => s_clients[random.Next(s_clients.Length)];

    private static string Path_(Random random) => s_paths[random.Next(s_paths.Length)];

    private static string Method(Random random) => random.Next(20) switch { 0 => "HEAD", 1 => "PUT", _ => "GET" };

    private static int Status(Random random) => random.Next(10) switch { 0 => 404, 1 => 206, 2 => 307, 3 => 503, _ => 200 };

    private static string Id(Random random) => random.NextInt64(long.MaxValue).ToString("X16", CultureInfo.InvariantCulture);

    private static DateTime Time(Random random) => s_first.AddSeconds(random.Next(40 * 86_400));
}
