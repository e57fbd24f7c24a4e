using System.Collections.Concurrent;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>
/// A destination as a copier of blobs sees it, for one round: it holds all blobs of the round but those that it is to get, and a blob that is put becomes the
/// file of its edge. What came there meanwhile is looked at before and after: the right file is as good as ours, another one is left as it is.
/// </summary>
/// <param name="store">The destination's store; it stays the caller's.</param>
/// <param name="edges">What it is to get.</param>
/// <param name="others">Digests and sizes of the round's other files.</param>
/// <param name="digests">Who knows what a file is.</param>
/// <param name="typeOf">What the source of an edge says that its file is served as.</param>
internal sealed class FileTarget(
    IBlobStore store, IReadOnlyDictionary<Digest, FileEdge> edges, IReadOnlyList<(Digest Digest, long Size)> others, ObjectDigests digests, Func<FileEdge, string?> typeOf) : IBlobStore
{
    private readonly ConcurrentDictionary<Digest, long> _present = new();

    /// <inheritdoc/>
    public string Name => store.Name;

    /// <summary>The edge that a blob of this round is here.</summary>
    public FileEdge EdgeOf(Digest digest) => edges[digest];

    /// <summary>Whether the right file had come there meanwhile.</summary>
    public bool WasThere(Digest digest) => _present.ContainsKey(digest);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var (digest, size) in others) yield return new StoredObject(KeyTemplate.Default.KeyOf(digest), size, null, default);
    }

    /// <inheritdoc/>
    public Task<StoredObject?> FindAsync(string key, CancellationToken cancel) =>
        Task.FromResult(_present.TryGetValue(DigestOf(key), out var size) ? new StoredObject(key, size, null, default) : null);

    /// <inheritdoc/>
    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        var edge = edges[DigestOf(key)];
        if (await IsThereAsync(edge, cancel).ConfigureAwait(false)) return PutOutcome.ConditionFailed;
        var put = new PutOptions(options.Size, options.Digest, FileContentType.Of(edge.File, typeOf(edge)), CacheControl: null)
        {
            KeepsDigest = true,
            OnlyIfAbsent = edge.Replaces is null,
            OnlyIfETag = edge.Replaces?.ETag,
        };
        if (await store.PutAsync(edge.File, content, put, cancel).ConfigureAwait(false) == PutOutcome.Written) return PutOutcome.Written;
        if (await IsThereAsync(edge, cancel).ConfigureAwait(false)) return PutOutcome.ConditionFailed;
        throw new StoreException($"{Name}: {edge.File}: somebody else changes it at the same time", isTransient: true);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Not every store knows conditions, and none is asked for them while the content is on its way: this is the last look before it.
    private async Task<bool> IsThereAsync(FileEdge edge, CancellationToken cancel)
    {
        var found = await store.FindAsync(edge.File, cancel).ConfigureAwait(false);
        if (edge.Replaces is { } planned && ObjectDigests.IsSame(found, planned)) return false;
        if (found is null)
        {
            if (edge.Replaces is null) return false;
            throw Refused(edge, "the file that was to be overwritten is gone: plan again");
        }
        var digest = await digests.OfAsync(edge.To, found, cancel).ConfigureAwait(false);
        if (digest != edge.Digest) throw Refused(edge, $"another file has come there since the plan was made, and is left as it is; its SHA-256 is {digest.Hex}");
        _present[edge.Digest] = found.Size;
        return true;
    }

    private StoreException Refused(FileEdge edge, string why) => new($"{Name}: {edge.File}: {why}", isTransient: false);

    private static Digest DigestOf(string key) => KeyTemplate.Default.TryParse(key, out var digest) ? digest : throw new ArgumentException("a copier of blobs made it up", nameof(key));
}
