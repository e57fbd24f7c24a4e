using System.Collections.Concurrent;
using System.Text;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Promotion.Files.Copying;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Artifacts.Mirroring.Copying;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Promotion.Files;

/// <summary>A staging bucket, two others and a folder to promote to, and all that is needed to do it; what it is told is kept.</summary>
internal sealed class FileWorld : IFilePlanObserver, IFileCopyObserver, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fairlead-files-");
    private FilestoreClients _stores = new(TimeProvider.System);
    private long _sent;

    private FileWorld(FakeS3 s3) => S3 = s3;

    public FakeS3 S3 { get; }

    public FakeS3Bucket Source => S3.Buckets["staging"];

    public FakeS3Bucket One => S3.Buckets["one"];

    public FakeS3Bucket Two => S3.Buckets["two"];

    /// <summary>The folder's destination, as it lies on the disk.</summary>
    public string Folder => Path.Combine(_folder.FullName, "out");

    public StoreUrl From => Parse(S3.Url("staging/rel"));

    public StoreUrl ToOne => Parse(S3.Url("one/bin"));

    public StoreUrl ToTwo => Parse(S3.Url("two/bin"));

    public StoreUrl ToFolder => Parse($"file://{Folder}");

    public CopyOptions Options { get; set; } = new() { Jobs = 2, MaxAttempts = 3 };

    public List<WantedFile> Wanted { get; } = [];

    public ConcurrentQueue<FileOutcome> Settled { get; } = new();

    public ConcurrentQueue<FilePlanFailure> Failures { get; } = new();

    public CopyTotals Lacking { get; private set; }

    public long Bytes => Interlocked.Read(ref _sent);

    public static async Task<FileWorld> StartAsync()
    {
        var world = new FileWorld(await FakeS3.StartAsync("staging", "one", "two"));
        Directory.CreateDirectory(world.Folder);
        return world;
    }

    public static byte[] Content(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A file in staging, wanted in these destinations.</summary>
    public FileWorld With(string name, string content, params StoreUrl[] to)
    {
        Source.Objects[$"rel/{name}"] = Source.Add($"rel/{name}", Content(content));
        return Want(name, content, to);
    }

    /// <summary>The same, but nowhere yet.</summary>
    public FileWorld Want(string name, string content, params StoreUrl[] to)
    {
        foreach (var url in to) Wanted.Add(new WantedFile(name, Digest.Of(Content(content)), From, url));
        return this;
    }

    /// <summary>Another run: stores are opened anew.</summary>
    public void Restart() => _stores = new FilestoreClients(TimeProvider.System);

    public Task<FilePlan> PlanAsync(bool overwrite = false) => Planner.PlanAsync(Wanted, overwrite, this, TestContext.Current.CancellationToken);

    public Task<FilePlan> CheckAsync(FilePlan plan) => new FilePlanCheck(Planner).CheckAsync(plan, this, TestContext.Current.CancellationToken);

    public Task<FileReport> ApplyAsync(FilePlan plan, CancellationToken? cancel = null) =>
        new FilePromoter(_stores, Digests, Options, new HurriedTime()).ApplyAsync(plan, this, cancel ?? TestContext.Current.CancellationToken);

    public async Task<FileReport> PromoteAsync(bool overwrite = false) => await ApplyAsync(await PlanAsync(overwrite));

    /// <summary>Requests for objects, of this method, as <c>bucket/key</c>.</summary>
    public IEnumerable<string> Requests(string method) => S3.Requests.Where(request => request.Method == method && request.Key.Length > 0).Select(request => $"{request.Bucket}/{request.Key}");

    public int Listings => S3.Requests.Count(request => request.Query.ContainsKey("list-type"));

    void IFilePlanObserver.Decided(long edges, long of) => edges.ShouldBeLessThanOrEqualTo(of);

    void IFilePlanObserver.Failed(FilePlanFailure failure) => Failures.Enqueue(failure);

    void IFileCopyObserver.Planned(CopyTotals lacking) => Lacking = lacking;

    void IFileCopyObserver.Sent(long bytes) => Interlocked.Add(ref _sent, bytes);

    void IFileCopyObserver.Settled(FileOutcome outcome) => Settled.Enqueue(outcome);

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        await S3.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string Cache => Path.Combine(_folder.FullName, "cache");

    private ObjectDigests Digests => new(_stores, new DigestCache(Cache, TimeProvider.System));

    private FilePlanner Planner => new(_stores, Digests, jobs: 4, TimeProvider.System);

    private static StoreUrl Parse(string text) => StoreUrl.TryParse(text, out var url, out var problem) ? url : throw new FormatException(problem);
}
