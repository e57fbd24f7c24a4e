using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>One run over all sources: what it has found, and what it may do at the same time. Thread-safe.</summary>
internal sealed class Walk(RegistryClients registries, IWalkObserver observer) : IDisposable
{
    /// <summary>Repositories at the same time, and images of one. How many requests that makes is the registry client's to say.</summary>
    public const int Parallelism = 8;

    /// <summary>Manifests in memory at the same time: a hostile one takes <see cref="Manifest.MaxBytes"/>.</summary>
    private const int MaxManifests = 16;

    private readonly SemaphoreSlim _manifestSlots = new(MaxManifests);
    private readonly ManifestTable _manifests = new();
    private readonly WantedTable _wanted = new();
    private readonly Lock _lock = new();
    private readonly HashSet<WalkFailure> _failures = [];
    private readonly Dictionary<string, RegistryBlobSource> _sources = new(StringComparer.Ordinal);
    private long _images;

    /// <summary>The blobs so far.</summary>
    public WantedTable Wanted => _wanted;

    /// <summary>A repository as one source has it.</summary>
    /// <exception cref="RegistryException">There can be no such host.</exception>
    public SourceRepository Repository(string host, string name, int source, int order = 0)
    {
        var client = registries.Of(host);
        lock (_lock)
        {
            if (!_sources.TryGetValue(client.Host, out var blobs)) _sources.Add(client.Host, blobs = new RegistryBlobSource(client));
            return new SourceRepository(client, name, new Place(new BlobLocation(blobs, name), source, order));
        }
    }

    /// <summary>What a manifest is made of, from the first of these repositories that has it; null when none has.</summary>
    /// <exception cref="IOException">None has, and one failed.</exception>
    /// <exception cref="FormatException">It is a manifest that can't be used.</exception>
    public Task<ManifestParts?> FindManifestAsync(IReadOnlyList<SourceRepository> repositories, Digest digest, CancellationToken cancel) =>
        _manifests.GetAsync(digest, () => LoadAsync(repositories, digest, cancel), cancel);

    /// <summary>Does something for each of these, some at the same time.</summary>
    public static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> body, CancellationToken cancel) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel }, (item, token) => new ValueTask(body(item, token)));

    /// <summary>Does something that may fail; a failure is noted, and others go on.</summary>
    public async Task TryAsync(string what, Func<Task> body)
    {
        try
        {
            await body().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            Fail(what, e.Message);
        }
    }

    /// <summary>Notes a failure, once.</summary>
    public void Fail(string what, string message)
    {
        var failure = new WalkFailure(what, message);
        bool isNew;
        lock (_lock) isNew = _failures.Add(failure);
        if (isNew) observer.Failed(failure);
    }

    /// <summary>Tells the observer how far it is.</summary>
    public void Progress() => observer.Found(Interlocked.Read(ref _images), _wanted.Count);

    /// <summary>What came of it.</summary>
    public WalkReport Finish()
    {
        var (blobs, leftOut) = _wanted.Finish();
        lock (_lock)
        {
            var failures = _failures.OrderBy(failure => failure.What, StringComparer.Ordinal).ThenBy(failure => failure.Message, StringComparer.Ordinal);
            return new WalkReport(Interlocked.Read(ref _images), blobs, leftOut, [.. failures]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _manifestSlots.Dispose();

    private async Task<ManifestParts?> LoadAsync(IReadOnlyList<SourceRepository> repositories, Digest digest, CancellationToken cancel)
    {
        RegistryException? failure = null;
        foreach (var repository in repositories)
        {
            await _manifestSlots.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                var found = await repository.Client.FindManifestAsync(repository.Name, digest.ToString(), cancel).ConfigureAwait(false);
                if (found is not null) return Read(found);
            }
            catch (RegistryException e) when (repositories.Count > 1)
            {
                failure ??= e;
            }
            finally
            {
                _manifestSlots.Release();
            }
        }
        return failure is null ? null : throw failure;
    }

    private ManifestParts Read(FetchedManifest found)
    {
        var manifest = Manifest.Parse(found.Content.Span, found.MediaType);
        var parts = ManifestParts.Of(manifest, _wanted);
        if (manifest.Kind != ManifestKind.Index) Interlocked.Increment(ref _images);
        return parts;
    }
}
