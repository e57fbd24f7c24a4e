using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// A repository of a destination as a store of blobs under their digests, to be filled by <see cref="Mirroring.Copying.BlobCopier"/>. What was found there, by HEAD or
/// by mount, before the copy begins is what it lists. Thread-safe.
/// </summary>
/// <param name="client">Of the registry.</param>
/// <param name="repository">Its name there.</param>
internal sealed class RepositoryStore(RegistryClient client, string repository) : IBlobStore
{
    private readonly ConcurrentDictionary<Digest, RegistryException> _failures = new();

    /// <summary>What blobs are called in it.</summary>
    public static KeyTemplate Keys { get; } = KeyTemplate.Parse("{digest}");

    /// <inheritdoc/>
    public string Name { get; } = $"{client.Host}/{repository}";

    /// <summary>The last failure of the registry's; null when there was none.</summary>
    public RegistryException? LastFailure { get; private set; }

    /// <summary>The blobs of a copy that it isn't to get, with their sizes: it has them, or nothing that it needs names them. To be set before the copy begins.</summary>
    public IReadOnlyDictionary<Digest, long> Settled { get; set; } = new Dictionary<Digest, long>();

    /// <summary>Why the registry didn't take a blob; null where the reason is another.</summary>
    public RegistryException? FailureOf(Digest digest) => _failures.GetValueOrDefault(digest);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var (digest, size) in Settled) yield return new StoredObject(Keys.KeyOf(digest), Math.Max(0, size), null, default);
    }

    /// <inheritdoc/>
    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancel)
    {
        var size = await AskAsync(DigestOf(key), digest => client.HeadBlobAsync(repository, digest, cancel)).ConfigureAwait(false);
        return size is { } bytes ? new StoredObject(key, bytes, null, default) : null;
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string key, CancellationToken cancel) =>
        await AskAsync(DigestOf(key), digest => client.OpenBlobAsync(repository, digest, null, cancel)).ConfigureAwait(false);

    /// <summary>Pushes a blob. Where it breaks off, and the registry wants again what was read, the failure is one that passes: with another read.</summary>
    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        var start = content.Position;
        return await AskAsync(options.Digest, async digest =>
        {
            await client.PushBlobAsync(repository, digest, options.Size, content, cancel).ConfigureAwait(false);
            return PutOutcome.Written;
        }, e => content.Position > start && IsPassing(e)).ConfigureAwait(false);
    }

    /// <summary>Nothing is ever removed from a destination.</summary>
    public Task RemoveAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Retries are the client's: what fails here has been tried often enough, unless it takes another read.
    private async Task<T> AskAsync<T>(Digest digest, Func<Digest, Task<T>> ask, Func<RegistryException, bool>? mayPass = null)
    {
        try
        {
            return await ask(digest).ConfigureAwait(false);
        }
        catch (RegistryException e)
        {
            _failures[digest] = LastFailure = e;
            throw new StoreException(e.Message, mayPass?.Invoke(e) ?? false, e);
        }
    }

    // The registry may have forgotten the upload, or has another idea of how far it got, or the token ran out.
    private static bool IsPassing(RegistryException e) => e.IsTransient || e.Status is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.Unauthorized;

    private Digest DigestOf(string key) => Keys.TryParse(key, out var digest) ? digest : throw new StoreException($"{Name}: '{key}' is no blob's key", isTransient: false);
}
