using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Images;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Servers;

/// <summary>A mirror: an nginx that serves <c>/containers/images/sha256:hex</c> from a directory.</summary>
internal sealed class NginxMirror : IAsyncDisposable
{
    private const string BlobPath = "containers/images";

    private readonly TempDirectory _files = new();
    private readonly int _port = FreePort.Next();
    private readonly string _directives;
    private NginxServer? _server;

    private NginxMirror(Func<string, string> directives) => _directives = directives(_files.Path);

    /// <summary>What a policy has for <c>url:</c>.</summary>
    public string UrlTemplate => $"{Url}{BlobPath}/{{digest}}";

    public Uri Url => new($"http://127.0.0.1:{_port}");

    /// <summary>Where a client gets a blob.</summary>
    public string UrlOf(Digest blob) => UrlTemplate.Replace("{digest}", blob.ToString(), StringComparison.Ordinal);

    public AccessLog Log => Server.Log;

    private NginxServer Server => _server ?? throw new InvalidOperationException("the mirror is stopped");

    /// <summary>A mirror that serves the blobs that it is given.</summary>
    public static Task<NginxMirror> StartAsync() => StartAsync(files => $"root {files};");

    /// <summary>The same, so slow that a client can be caught in the middle of a blob.</summary>
    public static Task<NginxMirror> StartSlowAsync(int bytesPerSecond) => StartAsync(files => $"root {files}; limit_rate {bytesPerSecond};");

    /// <summary>A mirror that answers every request with this status.</summary>
    public static Task<NginxMirror> StartAnsweringAsync(int status) => StartAsync(_ => $"location / {{ return {status}; }}");

    /// <summary>Puts blobs of the image there.</summary>
    public NginxMirror Hold(TestImage image, Digest? except = null)
    {
        var directory = _files.Subdirectory(BlobPath);
        foreach (var blob in image.Blobs.Where(blob => blob != except))
            File.Copy(image.BlobFile(blob), Path.Combine(directory, blob.ToString()), overwrite: true);
        return this;
    }

    /// <summary>Stops answering: connections are refused from here on, and those that are open are cut.</summary>
    public async Task StopAsync()
    {
        await Server.DisposeAsync();
        _server = null;
    }

    /// <summary>Answers again, at the same port with the same blobs and an empty log.</summary>
    public async Task StartAgainAsync() => _server = await NginxServer.StartAsync(_directives, _port);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _files.Dispose();
    }

    private static async Task<NginxMirror> StartAsync(Func<string, string> directives)
    {
        var mirror = new NginxMirror(directives);
        await mirror.StartAgainAsync();
        return mirror;
    }
}
