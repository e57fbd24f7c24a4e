using System.Net;
using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Fairlead.Demo.Registry;
using Fairlead.Redirector.Hosting;
using Microsoft.Extensions.Logging;

namespace Fairlead.Demo;

/// <summary>An upstream registry, two mirrors and the redirector in one process, on loopback.</summary>
public sealed class DemoServer : IAsyncDisposable
{
    private readonly DemoImage _image;
    private readonly RegistryServer _registry;
    private readonly BlobMirror _paris;
    private readonly BlobMirror _virginia;
    private readonly RedirectorServer _redirector;

    private DemoServer(DemoImage image, RegistryServer registry, BlobMirror paris, BlobMirror virginia, RedirectorServer redirector) =>
        (_image, _registry, _paris, _virginia, _redirector) = (image, registry, paris, virginia, redirector);

    /// <summary>Where the redirector listens: <c>host:port</c>.</summary>
    public string Host => new Uri(_redirector.Addresses[0].Replace("[::]", "127.0.0.1", StringComparison.Ordinal)).Authority;

    /// <summary>The redirector's admin port.</summary>
    public string AdminAddress => _redirector.AdminAddress;

    /// <summary>The upstream registry.</summary>
    public Uri Registry => _registry.BaseAddress;

    /// <summary>The mirror in eu-west-3, which holds everything.</summary>
    public Uri ParisMirror => _paris.BaseAddress;

    /// <summary>The mirror in us-east-1, which lacks one layer.</summary>
    public Uri VirginiaMirror => _virginia.BaseAddress;

    /// <summary>Command lines to try: three of curl, one of skopeo.</summary>
    public IReadOnlyList<string> CommandsToTry
    {
        get
        {
            var shared = Blob(_image.SharedLayer.Blob.Digest.ToString());
            var missing = Blob(_image.MissingFromUnfinished.ToString());
            return
            [
                $"curl -sI -H 'X-Forwarded-For: {DemoPolicy.InParis}' {shared}",
                $"curl -sI -H 'X-Forwarded-For: {DemoPolicy.InVirginia}' {missing}",
                $"curl -sL -H 'X-Forwarded-For: {DemoPolicy.Elsewhere}' http://{Host}/v2/{DemoImage.Repository}/manifests/{DemoImage.Tag}",
                $"skopeo --insecure-policy copy --src-tls-verify=false docker://{Host}/{DemoImage.Repository}:{DemoImage.Tag} oci:{Path.Combine(Path.GetTempPath(), "fairlead-demo")}:{DemoImage.Tag}",
            ];

            string Blob(string digest) => $"http://{Host}/v2/{DemoImage.Repository}/blobs/{digest}";
        }
    }

    /// <summary>Starts everything.</summary>
    /// <param name="listen">Where the redirector listens.</param>
    /// <param name="narrate">Gets a line for each request: what was decided, and why.</param>
    /// <param name="loggers">Where problems are logged.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <exception cref="IOException">The address can't be listened on.</exception>
    public static async Task<DemoServer> StartAsync(IPEndPoint listen, Action<string>? narrate, ILoggerFactory loggers, CancellationToken cancel)
    {
        var image = DemoImage.Create();
        var content = new RegistryContent();
        content.AddImage(DemoImage.Repository, DemoImage.Tag, image.Image);
        var started = new Stack<IAsyncDisposable>();
        try
        {
            var registry = await RegistryServer.StartAsync(content, cancel: cancel).ConfigureAwait(false);
            started.Push(registry);
            var paris = await BlobMirror.StartAsync(image.WholeMirror, cancel: cancel).ConfigureAwait(false);
            started.Push(paris);
            var virginia = await BlobMirror.StartAsync(image.UnfinishedMirror, cancel: cancel).ConfigureAwait(false);
            started.Push(virginia);

            var load = DemoPolicy.Load(registry.BaseAddress, paris, virginia);
            var config = load.Policy ?? throw new InvalidOperationException(string.Join('\n', load.Problems));
            var options = new ServeOptions { Listen = listen, Admin = new IPEndPoint(IPAddress.Loopback, 0), Narrate = narrate, Background = false };
            var source = new PolicySource(DemoPolicy.FileName, WatchedFile: null, Fingerprint: null, () => load);
            var redirector = await RedirectorServer.StartAsync(options, config, source, TimeProvider.System, loggers, cancel).ConfigureAwait(false);
            return new DemoServer(image, registry, paris, virginia, redirector);
        }
        catch
        {
            foreach (var server in started) await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _redirector.StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        await _redirector.DisposeAsync().ConfigureAwait(false);
        await _virginia.DisposeAsync().ConfigureAwait(false);
        await _paris.DisposeAsync().ConfigureAwait(false);
        await _registry.DisposeAsync().ConfigureAwait(false);
    }
}
