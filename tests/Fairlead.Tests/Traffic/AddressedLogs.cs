using System.Net;
using System.Net.Sockets;
using System.Text;
using Fairlead.Tests.Traffic.Importing;
using Fairlead.Traffic.Importing;

namespace Fairlead.Tests.Traffic;

/// <summary>Logs in every format that has addresses, which have them wherever one can get to: as the client, in paths, hosts, buckets and facts, in lines that are damaged.</summary>
internal static class AddressedLogs
{
    private const int OfEachKind = 25;

    /// <summary>All addresses in them.</summary>
    public static IReadOnlyList<IPAddress> Addresses { get; } = Make();

    /// <summary>The logs, by name.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> All { get; } =
    [
        .. new (string Name, string Heading, Func<int, string, string> Line)[]
        {
            ("combined", "", Combined), ("gcs", "", Gcs), ("s3", "", S3), ("google", "", Google), ("fairlead", "", Fairlead),
            ("cloudfront", "#Fields: date time c-ip cs-method x-host-header cs-uri-stem sc-status sc-bytes\n", CloudFront),
        }.Select(log => (log.Name, Encoding.UTF8.GetBytes(log.Heading + string.Concat(Addresses.Select((client, i) => log.Line(i, client.ToString()) + "\n"))))),
    ];

    /// <summary>The same for a run. Largest first is how a run takes them, so one of length 0 comes last.</summary>
    public static IReadOnlyList<ILogSource> Sources => [.. All.Select(log => new LogInMemory(log.Name, () => new MemoryStream(log.Content), log.Content.Length))];

    private static string Combined(int i, string client) => (i % 5) switch
    {
        0 => $"{client} - {client} [{Time(i)}] \"GET /files/{(i % 2 == 0 ? client : $"host-{client}.d")}/a.tgz HTTP/1.1\" 200 {i} \"https://{client}/\" \"{client}\"",
        1 => $"{client} - - [{Time(i)}] \"GET /v2/{client}/manifests/{client} HTTP/1.1\" 200 {i} \"-\" \"-\"",
        2 => $"{client} - - [{Time(i)}] \"GET /a%2f{client}/b/c HTTP/1.1\" 404 {i} \"-\" \"-\"",
        3 => $"{client} - - [no time {client}] \"GET / HTTP/1.1\"",
        _ => $"{Bracketed(client)}:80 {client} - - [{Time(i)}] \"GET http://{Bracketed(client)}/x/y?from={client} HTTP/1.1\" 200 {i}",
    };

    private static string Gcs(int i, string client) =>
        $"\"{1_791_640_000_000_000 + (i * 86_400_000_000L)}\",\"{client}\",\"1\",\"\",\"GET\",\"/{client}\",\"{(i % 7 == 0 ? "no " + client : "200")}\",\"0\",\"{i}\",\"1\",\"{client}\",\"\",\"{client}\",\"{client}-{i}\",\"GET_Object\",\"{client}\",\"x_{client}.of/{i}/x\"";

    private static string S3(int i, string client) => (i % 6) == 0
        ? $"owner {client} [{Time(i)}] {client}"
        : $"owner bucket-{i % 3} [{Time(i)}] {client} {client} {client} REST.GET.OBJECT {client.Replace(":", "%253A", StringComparison.Ordinal)}/x \"GET /{client}/x HTTP/1.1\" 200 - {i} {i} 1 1 \"{client}\" \"{client}\" -";

    private static string Google(int i, string client) =>
        $$"""{"insertId":"{{client}}","timestamp":"2026-10-{{1 + (i % 28):00}}T01:02:03Z","logName":"requests","httpRequest":{"requestMethod":"GET","requestUrl":"https://{{Bracketed(client)}}:443/from-{{client}}/x","status":{{(i % 9 == 0 ? $"\"{client}\"" : "200")}},"remoteIp":"{{Bracketed(client)}}:54321","responseSize":"{{i}}"} }""";

    private static string Fairlead(int i, string client) =>
        $$"""{"time":"2026-10-{{1 + (i % 28):00}}T01:02:03Z","method":"GET","path":"/v2/{{client}}/blobs/x","status":307,"rule":"upstream","location":"https://{{Bracketed(client)}}/x","mirror":"{{(i % 2 == 0 ? client : "")}}","provider":"p{{client}}","network":"{{client}}-n","region":"{{client}}","country":"{{client}}"}""";

    private static string CloudFront(int i, string client) => $"2026-10-{1 + (i % 28):00}\t01:02:03\t{(i % 8 == 0 ? client + "," + client : client)}\tGET\t{client}\t/{client}/x\t200\t{i}";

    private static string Time(int i) => $"{1 + (i % 28):00}/Oct/2026:13:55:36 +0000";

    private static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    private static IPAddress[] Make()
    {
        var random = new Random(6);
        var made = new List<IPAddress>();
        foreach (var (family, length) in new[] { (AddressFamily.InterNetwork, 4), (AddressFamily.InterNetworkV6, 16) })
        {
            for (var i = 0; i < OfEachKind; i++)
            {
                var bytes = new byte[length];
                random.NextBytes(bytes);
                bytes[0] = family == AddressFamily.InterNetwork ? (byte)(100 + i) : (byte)0x20;
                made.Add(new IPAddress(bytes));
            }
        }
        return [.. made];
    }
}
