using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// A repository of a destination as a store of blobs under their digests, to be filled by <see cref="Mirroring.Copying.BlobCopier"/>. It holds what was found there, by HEAD or
/// by mount, before the copy begins. Thread-safe.
/// </summary>
/// <param name="client">Of the registry.</param>
/// <param name="repository">Its name there.</param>
internal sealed class RepositoryStore(RegistryClient client, string repository) : IBlobStore
{
    private readonly ConcurrentDictionary<Digest, long> _known = new();
    private readonly ConcurrentDictionary<Digest, RegistryException> _failures = new();

    /// <summary>What blobs are called in it.</summary>
    public static KeyTemplate Keys { get; } = KeyTemplate.Parse("{digest}");

    /// <inheritdoc/>
    public string Name { get; } = $"{client.Host}/{repository}";

    /// <summary>The last failure of the registry's; null when there was none.</summary>
    public RegistryException? LastFailure { get; private set; }

    /// <summary>It has this blob.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="size">As manifests say; below 0 where none does.</param>
    public void Know(Digest digest, long size) => _known[digest] = Math.Max(0, size);

    /// <summary>Why the registry didn't take a blob; null where the reason is another.</summary>
    public RegistryException? FailureOf(Digest digest) => _failures.GetValueOrDefault(digest);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var (digest, size) in _known) yield return new StoredObject(Keys.KeyOf(digest), size, null, default);
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

    /// <summary>Pushes a blob. Where the registry wants its start once more, it fails in a way that passes by itself: by another read.</summary>
    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        var isTaken = false;
        return await AskAsync(options.Digest, async digest =>
        {
            await client.PushBlobAsync(repository, digest, options.Size, OpenAsync, cancel).ConfigureAwait(false);
            return PutOutcome.Written;
        }).ConfigureAwait(false);

        Task<Stream> OpenAsync(CancellationToken cancel)
        {
            if (isTaken) throw new StoreException($"{Name}: the upload of {options.Digest} broke off, and has to begin anew", isTransient: true);
            isTaken = true;
            return Task.FromResult(content);
        }
    }

    /// <summary>Nothing is ever removed from a destination.</summary>
    public Task RemoveAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Retries are the client's: what fails here has been tried often enough.
    private async Task<T> AskAsync<T>(Digest digest, Func<Digest, Task<T>> ask)
    {
        try
        {
            return await ask(digest).ConfigureAwait(false);
        }
        catch (RegistryException e)
        {
            _failures[digest] = LastFailure = e;
            throw new StoreException(e.Message, isTransient: false, e);
        }
    }

    private Digest DigestOf(string key) => Keys.TryParse(key, out var digest) ? digest : throw new StoreException($"{Name}: '{key}' is no blob's key", isTransient: false);
}
