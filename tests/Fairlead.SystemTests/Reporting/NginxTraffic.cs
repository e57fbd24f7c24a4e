using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Reporting;

/// <summary>
/// Debian's nginx with files as a mirror has them, asked by clients of many networks, and the log that it wrote of them in its <c>combined</c> format. The clients'
/// addresses are those kept for documentation, which the server believes of a balancer on this machine (realip).
/// </summary>
internal sealed class NginxTraffic : IDisposable
{
    /// <summary>An image's blob: the path says what it is of.</summary>
    public const string Digest = "sha256:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d0000000000000000000000aa";

    private static readonly IPAddress s_noise = IPAddress.Parse("127.83.121.7"); // who speaks no HTTP can't say a client's address

    private readonly TempDirectory _directory = new();

    private NginxTraffic()
    {
    }

    /// <summary>The log.</summary>
    public string Log => _directory.File("combined.log");

    /// <summary>Its lines.</summary>
    public string[] Lines => File.ReadAllLines(Log, Encoding.Latin1);

    /// <summary>Every address that a request came from.</summary>
    public IEnumerable<IPAddress> Clients => Lines.Select(line => IPAddress.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)])).Distinct();

    /// <summary>Serves all kinds of requests, some hundred of them, and stops the server.</summary>
    public static async Task<NginxTraffic> MakeAsync()
    {
        var traffic = new NginxTraffic();
        var files = traffic._directory.Subdirectory("files");
        foreach (var (path, size) in new[] { ($"v2/team/app/blobs/{Digest}", 70_000), ("v2/team/app/manifests/v1", 900), ("v2/team/sub/other/manifests/v2.0", 1_200), ("release/v1.31.0/bin/linux/amd64/kubectl", 12_345) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(files, path))!);
            await File.WriteAllBytesAsync(Path.Combine(files, path), new byte[size]);
        }
        await using (var server = await NginxServer.StartAsync($"root {files}; access_log {traffic.Log} combined; set_real_ip_from 127.0.0.0/8; real_ip_header {Http.ForwardedFor}; large_client_header_buffers 4 16k;", FreePort.Next()))
            await AskAsync(server.Url);
        return traffic;
    }

    public void Dispose() => _directory.Dispose();

    private static async Task AskAsync(Uri server)
    {
        string[] paths = [$"/v2/team/app/blobs/{Digest}", "/v2/team/app/manifests/v1", "/v2/team/sub/other/manifests/v2.0?ns=registry.example.org", "/release/v1.31.0/bin/linux/amd64/kubectl", "/v2/", "/nothing/there", "/v2/team/app/tags/list"];
        var number = 0;
        foreach (var client in NginxClients.All)
        {
            for (var i = 0; i < 3; i++)
            {
                number++;
                using var request = new HttpRequestMessage(number % 5 == 0 ? HttpMethod.Head : number % 17 == 0 ? HttpMethod.Delete : HttpMethod.Get, new Uri(server, paths[number % paths.Length]));
                request.Headers.Add(Http.ForwardedFor, client);
                // What a client may say of itself, up to what ends up in a log as much longer.
                request.Headers.TryAddWithoutValidation("User-Agent", number % 11 == 0 ? $"a \"quoted\" \\ agent {client} \u0001{new string('x', 3000)}" : "containerd/1.7.22");
                if (number % 7 == 0) request.Headers.TryAddWithoutValidation("Referer", string.Create(CultureInfo.InvariantCulture, $"http://example.org/\"{number}\""));
                if (number % 13 == 0) request.Headers.TryAddWithoutValidation("Range", "bytes=0-99");
                using var answer = await Http.Client.SendAsync(request);
                await answer.Content.ReadAsByteArrayAsync();
            }
        }
        foreach (var noise in new[] { "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "nonsense\r\n\r\n", "GET /with space HTTP/1.1\r\nHost: a\r\n\r\n", $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: a\r\n\r\n" })
            await SendNoiseAsync(server, noise);
    }

    private static async Task SendNoiseAsync(Uri server, string noise)
    {
        using var client = new TcpClient(new IPEndPoint(s_noise, 0));
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(noise));
        client.Client.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null).WaitAsync(Eventually.Deadline);
    }
}
