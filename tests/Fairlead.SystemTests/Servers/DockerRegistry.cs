using System.Globalization;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>Debian's docker-registry (CNCF distribution): an upstream.</summary>
internal sealed class DockerRegistry : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly ServerProcess _process;

    private DockerRegistry(TempDirectory directory, ServerProcess process, int port)
    {
        (_directory, _process) = (directory, process);
        Url = new Uri($"http://127.0.0.1:{port}");
        Log = new AccessLog(Url, () => ReadLog(process.Output));
    }

    public Uri Url { get; }

    /// <summary>What a policy has for <c>registry:</c>.</summary>
    public string BaseUrl => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>What a client calls it: <c>127.0.0.1:port</c>.</summary>
    public string Registry => Url.Authority;

    public AccessLog Log { get; }

    /// <summary>Starts one.</summary>
    /// <param name="storage">A folder that it serves, which others may serve, too; null: an empty one of its own.</param>
    /// <param name="more">What its configuration has besides.</param>
    /// <param name="files">Files that it names, by name; in the configuration they are at <c>{directory}/NAME</c>.</param>
    public static async Task<DockerRegistry> StartAsync(string? storage = null, string more = "", params (string Name, string Text)[] files)
    {
        var directory = new TempDirectory();
        var port = FreePort.Next();
        var configuration = directory.Write("config.yml", $"""
            version: 0.1
            log:
              level: error
              accesslog:
                disabled: false
            storage:
              filesystem:
                rootdirectory: {storage ?? directory.Subdirectory("storage")}
            http:
              addr: 127.0.0.1:{port}
              secret: a test's
            {more.Replace("{directory}", directory.Path, StringComparison.Ordinal)}
            """);
        foreach (var (name, text) in files) directory.Write(name, text);
        var process = await ServerProcess.StartAsync(
            Tool.DockerRegistry.Path, ["serve", configuration], directory.File("output.log"), registry => registry.WaitForPortAsync(port));
        return new DockerRegistry(directory, process, port);
    }

    /// <summary>Every request so far, whatever sections of the log were taken.</summary>
    public Task<IReadOnlyList<AccessLogEntry>> WholeLogAsync() => new AccessLog(Url, () => ReadLog(_process.Output)).TakeAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Apache's combined format: <c>address - - [time] "GET /target HTTP/1.1" 200 bytes "referer" "agent"</c>.</summary>
    private static IEnumerable<AccessLogEntry> ReadLog(string output)
    {
        foreach (var line in output.Split('\n'))
        {
            if (line.Split('"') is [_, var request, var answer, _, ..]
                && request.Split(' ') is [var method, var target, _]
                && answer.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var status, _]
                && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                yield return new AccessLogEntry(method, target, code);
        }
    }
}
