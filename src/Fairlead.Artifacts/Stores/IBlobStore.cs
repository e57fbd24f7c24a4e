namespace Fairlead.Artifacts.Stores;

/// <summary>
/// Objects under keys: a bucket, or a folder. Thread-safe. Every method throws <see cref="StoreException"/> when the store refuses or can't be
/// reached, after its own retries where a retry needs nothing from the caller.
/// </summary>
public interface IBlobStore : IAsyncDisposable
{
    /// <summary>The store's URL as the user gave it; never with a credential.</summary>
    string Name { get; }

    /// <summary>Every object whose key begins with this, in no order, by as few calls as the store allows.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>One object; null when there is none.</summary>
    Task<StoredObject?> FindAsync(string key, CancellationToken cancel);

    /// <summary>One object with what the store knows of its content beside it; null when there is none.</summary>
    async Task<ObjectFacts?> DescribeAsync(string key, CancellationToken cancel) =>
        await FindAsync(key, cancel).ConfigureAwait(false) is { } found ? new ObjectFacts(found) : null;

    /// <summary>An object's bytes from the start; null when there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancel);

    /// <summary>
    /// Puts an object, streamed. It becomes visible whole and at once, when <paramref name="content"/> has ended after exactly the size that was
    /// said, and not before; a content that throws, is shorter or is longer leaves nothing visible, and the old object as it was. Not retried
    /// here: the content can be read once.
    /// </summary>
    /// <exception cref="StoreException">The store failed. What the content throws comes through as it is.</exception>
    Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel);

    /// <summary>Removes an object; nothing happens when there is none.</summary>
    Task RemoveAsync(string key, CancellationToken cancel);

    /// <summary>
    /// Removes what killed runs left half put, and is no object: in a bucket, uploads of blobs that were begun more than a day ago; in a folder,
    /// files of processes that are dead. How many there were. Stores that need nobody to do it have none.
    /// </summary>
    /// <param name="keys">What blobs are called there: what has another key is somebody else's.</param>
    /// <param name="cancel">Ends it.</param>
    Task<int> RemoveLeftoversAsync(KeyTemplate keys, CancellationToken cancel) => Task.FromResult(0);
}
