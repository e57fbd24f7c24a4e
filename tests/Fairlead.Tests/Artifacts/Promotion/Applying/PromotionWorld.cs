using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Selecting;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Promotion.Applying;

/// <summary>A source with images, some empty destinations, and plans from the one to the others.</summary>
internal sealed class PromotionWorld : IAsyncDisposable
{
    public const string SourcePath = "staging";
    public const string Path = "prod/images";

    private readonly HashSet<(string Repository, Blob Blob)> _images = [];

    private PromotionWorld(FakeRegistry source, List<FakeRegistry> destinations) => (Source, Destinations) = (source, destinations);

    public FakeRegistry Source { get; }

    public List<FakeRegistry> Destinations { get; }

    public RegistryCredentials Credentials { get; } = new();

    public SignatureMode Signatures { get; set; } = SignatureMode.All;

    public RegistryRoot From => Root(Source, SourcePath);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PromotionWorld> StartAsync(int destinations = 2)
    {
        var started = new List<FakeRegistry>();
        for (var i = 0; i < destinations; i++) started.Add(await FakeRegistry.StartAsync());
        return new PromotionWorld(await FakeRegistry.StartAsync(), started);
    }

    /// <summary>An empty registry in the place of the first destination.</summary>
    public async Task<FakeRegistry> RenewAsync()
    {
        await Destinations[0].DisposeAsync();
        return Destinations[0] = await FakeRegistry.StartAsync();
    }

    public static RegistryRoot Root(FakeRegistry registry, string path = Path) =>
        RegistryRoot.TryParse($"{registry.Host}/{path}", out var root, out var problem) ? root : throw new InvalidOperationException(problem);

    public static string Repository(string image) => $"{Path}/{image}";

    /// <summary>Puts a manifest into the source, and what it is made of as far as that is not there.</summary>
    public Blob Add(string image, Blob manifest, params IEnumerable<Blob> blobs)
    {
        var repository = $"{SourcePath}/{image}";
        Source.Content.AddManifest(repository, manifest);
        foreach (var blob in blobs) Source.Content.AddBlob(repository, blob);
        _images.Add((repository, manifest));
        foreach (var blob in blobs) _images.Add((repository, blob));
        return manifest;
    }

    /// <summary>An image of one config and one layer.</summary>
    public Blob AddImage(string image, string name, Blob? subject = null) =>
        Add(image, TestManifests.Image(name, subject), TestManifests.Config(name), TestManifests.Layer(name));

    /// <summary>An index of such images.</summary>
    public Blob AddIndex(string image, params IReadOnlyList<string> names) =>
        Add(image, TestManifests.Index(names.Select(name => TestManifests.Child(AddImage(image, name), "linux", name.Replace('/', '-')))));

    public void Tag(string image, string tag, Blob manifest) => Source.Content.Tag($"{SourcePath}/{image}", tag, manifest.Digest);

    public PlanEdge Edge(string image, Blob manifest, string? tag, FakeRegistry to, EdgeAction action = EdgeAction.Copy) =>
        new(image, manifest.Digest, tag, From, Root(to), action);

    /// <summary>One edge for each destination.</summary>
    public IEnumerable<PlanEdge> Edges(string image, Blob manifest, string? tag) => Destinations.Select(to => Edge(image, manifest, tag, to));

    public PlanAttachment Attachment(string image, Blob manifest, string tag, FakeRegistry to) => new(image, manifest.Digest, tag, From, Root(to));

    public static PromotionPlan Plan(params IEnumerable<PlanEdge> edges) => new() { Made = DateTimeOffset.UnixEpoch, Edges = [.. edges] };

    public RegistryClients Clients(int attempts = 2, TimeProvider? time = null) => new(
        new RegistryClientOptions { PlainHttp = Destinations.Append(Source).Select(one => one.Host).ToHashSet(), MaxAttempts = attempts, IdleTimeout = TimeSpan.FromSeconds(90), Credentials = Credentials },
        time ?? new HurriedTime());

    public async Task<PromotionReport> ApplyAsync(PromotionPlan plan, IPromotionObserver? observer = null, CancellationToken? cancel = null, TimeProvider? time = null, int attempts = 2)
    {
        var before = SourceContent();
        Source.Manners.Forget();
        using var clients = Clients(attempts, time);
        var promoter = new Promoter(clients, new PromotionOptions(new SignatureRule(Signatures)), time ?? new HurriedTime());
        var report = await promoter.ApplyAsync(plan, observer ?? new RecordingObserver(), cancel ?? Cancel);
        Source.Seen.ShouldAllBe(request => request.Method == "GET" || request.Method == "HEAD" || Destinations.Contains(Source));
        if (!Destinations.Contains(Source)) SourceContent().ShouldBe(before);
        return report;
    }

    /// <summary>All that lies in the source.</summary>
    public List<string> SourceContent()
    {
        var repositories = Source.Content.Repositories.Order(StringComparer.Ordinal).ToList();
        var tags = repositories.SelectMany(name => Source.Content.Tags(name).Select(tag => $"{name}:{tag.Key} {tag.Value}")).Order(StringComparer.Ordinal);
        var content = _images.Select(one => $"{one.Repository}@{Digest.Of(Find(one.Repository, one.Blob.Digest))}").Order(StringComparer.Ordinal);
        return [.. repositories, .. tags, .. content];
    }

    /// <summary>Checks that a destination has a manifest and all below it, byte for byte.</summary>
    public void ShouldHave(FakeRegistry destination, string image, Blob manifest)
    {
        var there = destination.Content.FindManifest(Repository(image), manifest.Digest.ToString()).ShouldNotBeNull();
        there.MediaType.ShouldBe(manifest.MediaType);
        there.Content.ToArray().ShouldBe(manifest.Content.ToArray());
        var parsed = Manifest.Parse(manifest.Content.Span, manifest.MediaType);
        foreach (var blob in parsed.Layers.Where(layer => !layer.IsNonDistributable).Concat(parsed.Config is null ? [] : [parsed.Config]))
            destination.Content.FindBlob(Repository(image), blob.Digest).ShouldNotBeNull().Content.ToArray().ShouldBe(Find($"{SourcePath}/{image}", blob.Digest));
        foreach (var child in parsed.Manifests)
            ShouldHave(destination, image, Source.Content.FindManifest($"{SourcePath}/{image}", child.Digest.ToString())!);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        foreach (var destination in Destinations) await destination.DisposeAsync();
    }

    private byte[] Find(string repository, Digest digest) =>
        (Source.Content.FindBlob(repository, digest) ?? Source.Content.FindManifest(repository, digest.ToString()))?.Content.ToArray() ?? [];
}
