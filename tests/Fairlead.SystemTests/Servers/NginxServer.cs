using System.Globalization;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>Debian's nginx as one process on a port of its own, with nothing of it outside a directory of its own.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ServerProcess _process;

    private NginxServer(TempDirectory directory, ServerProcess process, int port)
    {
        (_directory, _process) = (directory, process);
        Url = new Uri($"http://127.0.0.1:{port}");
        Log = new AccessLog(Url, () => ReadLog(directory.File("access.log")));
    }

    public Uri Url { get; }

    public AccessLog Log { get; }

    /// <summary>Starts a server with these directives in its <c>server</c> block.</summary>
    public static async Task<NginxServer> StartAsync(string directives, int port)
    {
        var directory = new TempDirectory();
        var configuration = directory.Write("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid {{directory.File("nginx.pid")}};
            error_log stderr error;
            events { worker_connections 1024; }
            http {
              client_body_temp_path {{directory.File("body")}};
              proxy_temp_path {{directory.File("proxy")}};
              fastcgi_temp_path {{directory.File("fastcgi")}};
              uwsgi_temp_path {{directory.File("uwsgi")}};
              scgi_temp_path {{directory.File("scgi")}};
              log_format entry '$request_method $request_uri $status';
              access_log {{directory.File("access.log")}} entry;
              default_type application/octet-stream;
              keepalive_requests 1000000;
              server {
                listen 127.0.0.1:{{port}};
                {{directives}}
              }
            }
            """);
        var process = await ServerProcess.StartAsync(
            Tool.Nginx.Path, ["-p", directory.Path, "-e", "stderr", "-c", configuration], directory.File("output.log"),
            nginx => nginx.WaitForPortAsync(port));
        return new NginxServer(directory, process, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static IEnumerable<AccessLogEntry> ReadLog(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            // A target with a space in it is nothing that a blob's path could be; neither is a line that is still being written.
            if (line.Split(' ') is [var method, var target, { Length: 3 } status])
                yield return new AccessLogEntry(method, target, int.Parse(status, CultureInfo.InvariantCulture));
        }
    }
}
