using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting;

/// <summary>A registry, and walks over it. It may be one that lists as Google's do.</summary>
internal sealed class WalkWorld : IAsyncDisposable, IWalkObserver
{
    private readonly RegistryAnswers _answers;
    private readonly string _cache = Directory.CreateTempSubdirectory("fairlead-walk-").FullName;
    private readonly ConcurrentQueue<WalkFailure> _failed = new();
    private LoopbackServer _server = null!;
    private readonly List<RegistryClients> _clients = [];
    private long _blobsFound;

    private WalkWorld() => _answers = new RegistryAnswers(Content);

    public RegistryContent Content { get; } = new();

    /// <summary>Whether it has no catalog, and lists manifests and children with the tags.</summary>
    public bool IsGoogle { get; init; }

    /// <summary>Whether it has the referrers API.</summary>
    public bool HasReferrers { get; init; } = true;

    /// <summary>Requests whose path ends so are answered 403.</summary>
    public string? Refused { get; set; }

    /// <summary>Whether a later walk has the manifests of an earlier one.</summary>
    public bool HasCache { get; init; }

    public string Host => _server.BaseAddress.Authority;

    public RequestLog Log { get; } = new();

    /// <summary>What was asked, in no order, without the sizes of pages.</summary>
    public IReadOnlyList<string> Asked => [.. Log.Snapshot().Select(request => $"{request.Method} {request.Target.Split('?')[0]}")];

    public static Task<WalkWorld> StartAsync() => StartAsync(new WalkWorld());

    public static Task<WalkWorld> GoogleAsync() => StartAsync(new WalkWorld { IsGoogle = true });

    public static Task<WalkWorld> WithoutReferrersAsync() => StartAsync(new WalkWorld { HasReferrers = false });

    public static Task<WalkWorld> CachingAsync(bool hasReferrers) => StartAsync(new WalkWorld { HasCache = true, HasReferrers = hasReferrers });

    /// <summary>Puts the image of this name into a repository, with its blobs.</summary>
    public Blob Add(string repository, string name, string? tag, Blob? subject = null)
    {
        Content.AddBlob(repository, TestManifests.Config(name));
        Content.AddBlob(repository, TestManifests.Layer(name));
        return AddManifest(repository, TestManifests.Image(name, subject), tag);
    }

    /// <summary>Puts a manifest into a repository.</summary>
    public Blob AddManifest(string repository, Blob manifest, string? tag)
    {
        Content.AddManifest(repository, manifest);
        if (tag is not null) Content.Tag(repository, tag, manifest.Digest);
        return manifest;
    }

    /// <summary>Cosign's tag of a manifest.</summary>
    public static string Attached(Blob manifest, string suffix) => $"sha256-{manifest.Digest.Hex}{suffix}";

    /// <summary>Walks one source.</summary>
    public Task<WalkReport> WalkAsync(string reference, Selection? selection = null) =>
        WalkAsync(new ImageSource(ImageReference.TryParse($"{Host}/{reference}", out var parsed, out var problem) ? parsed : throw new ArgumentException(problem), selection ?? Selection.All));

    /// <summary>Walks.</summary>
    public async Task<WalkReport> WalkAsync(params SourceSpec[] sources)
    {
        var options = new RegistryClientOptions { PlainHttp = new HashSet<string> { Host }, ManifestCacheFolder = HasCache ? _cache : null, MaxAttempts = 1 };
        var clients = new RegistryClients(options, TimeProvider.System); // a new one each time, as each run has; what it found is read through it
        _clients.Add(clients);
        var report = await new SourceWalker(clients).WalkAsync(sources, this, TestContext.Current.CancellationToken);
        report.Blobs.Select(blob => blob.Digest).ShouldBe(report.Blobs.Select(blob => blob.Digest).OrderBy(digest => digest.ToString(), StringComparer.Ordinal));
        _failed.ShouldBe(report.Failures, ignoreOrder: true);
        _failed.Clear();
        _blobsFound.ShouldBe(report.Blobs.Count);
        return report;
    }

    /// <summary>The digests of these images' blobs, in order.</summary>
    public static IEnumerable<Digest> BlobsOf(params IEnumerable<string> names) =>
        names.SelectMany(name => new[] { TestManifests.Config(name).Digest, TestManifests.Layer(name).Digest }).Order();

    public async ValueTask DisposeAsync()
    {
        foreach (var clients in _clients) clients.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_cache, recursive: true);
    }

    void IWalkObserver.Found(long images, long blobs) => Interlocked.Exchange(ref _blobsFound, blobs);

    void IWalkObserver.Failed(WalkFailure failure) => _failed.Enqueue(failure);

    private static async Task<WalkWorld> StartAsync(WalkWorld world)
    {
        world._answers.HasReferrers = world.HasReferrers;
        world._server = await LoopbackServer.StartAsync(world.HandleAsync);
        return world;
    }

    private Task HandleAsync(HttpContext context)
    {
        Log.Add(context);
        var path = context.Request.Path.Value!;
        if (Refused is not null && path.EndsWith(Refused, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        if (!IsGoogle) return _answers.AnswerAsync(context);
        if (path == "/v2/_catalog")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        const string Tags = "/tags/list";
        return path.EndsWith(Tags, StringComparison.Ordinal) ? ListAsync(context, path["/v2/".Length..^Tags.Length]) : _answers.AnswerAsync(context);
    }

    /// <summary>As Google's registries list: <c>child</c>, and <c>manifest</c> with its sizes and times as strings.</summary>
    private Task ListAsync(HttpContext context, string name) => JsonAnswer.WriteAsync(context, json =>
    {
        json.WriteStartArray("child"u8);
        foreach (var child in Content.Repositories.Where(other => other.StartsWith(name + "/", StringComparison.Ordinal))
                     .Select(other => other[(name.Length + 1)..].Split('/')[0]).Distinct()) json.WriteStringValue(child);
        json.WriteEndArray();
        json.WriteStartObject("manifest"u8);
        var tags = Content.Tags(name);
        foreach (var manifest in Content.Find(name)?.Manifests.Values ?? [])
        {
            json.WriteStartObject(manifest.Digest.ToString());
            json.WriteString("imageSizeBytes"u8, "1234");
            json.WriteString("mediaType"u8, manifest.MediaType);
            json.WriteString("timeUploadedMs"u8, "1700000000000");
            json.WriteStartArray("tag"u8);
            foreach (var (tag, digest) in tags)
                if (digest == manifest.Digest) json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteString("name"u8, name);
        json.WriteStartArray("tags"u8);
        foreach (var tag in tags.Keys.Order(StringComparer.Ordinal)) json.WriteStringValue(tag);
        json.WriteEndArray();
    });
}
