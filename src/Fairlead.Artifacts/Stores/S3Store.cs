using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Stores;

/// <summary>Objects in a bucket of Amazon S3, or of anything that speaks as it does: R2, Ceph, MinIO, and in its own dialect Cloud Storage. Thread-safe.</summary>
internal sealed class S3Store : IBlobStore
{

    private const int PartBytes = 16 << 20;

    private readonly S3Client _client;
    private readonly string _root;
    private readonly long _largestPut;
    private readonly S3Put _put;
    private readonly S3Multipart _multipart;
    private readonly S3Leftovers _leftovers;

    /// <param name="name">What the user calls it.</param>
    /// <param name="address">The bucket.</param>
    /// <param name="time">The clock, also of signatures.</param>
    /// <exception cref="StoreException">Its region or endpoint are not known.</exception>
    public S3Store(string name, BucketAddress address, TimeProvider time)
        : this(name, address, time, Environment.GetEnvironmentVariable, address.Dialect.LargestPut, PartBytes)
    {
    }

    internal S3Store(string name, BucketAddress address, TimeProvider time, Func<string, string?> environment, long largestPut, int partBytes)
    {
        Name = name;
        _root = address.Prefix;
        _largestPut = largestPut;
        _client = new S3Client(address, time, environment);
        var traits = new S3Traits(address.Dialect);
        _put = new S3Put(_client, traits, time);
        _multipart = new S3Multipart(_client, traits, time, partBytes);
        _leftovers = new S3Leftovers(_client, _root, time);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancel) => new S3Listing(_client, _root).ListAsync(prefix, cancel);

    /// <inheritdoc/>
    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancel) =>
        (await S3Facts.AskAsync(_client, Whole(key), key, withChecksum: false, cancel).ConfigureAwait(false))?.Object;

    /// <inheritdoc/>
    public Task<ObjectFacts?> DescribeAsync(string key, CancellationToken cancel) => S3Facts.AskAsync(_client, Whole(key), key, withChecksum: true, cancel);

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, CancellationToken cancel) => S3Download.OpenAsync(_client, Whole(key), cancel);

    /// <inheritdoc/>
    public Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel) => options.Size <= _largestPut
        ? _put.PutAsync(Whole(key), content, options, cancel)
        : _multipart.PutAsync(Whole(key), content, options, cancel);

    /// <inheritdoc/>
    public Task RemoveAsync(string key, CancellationToken cancel) => _client.AskAsync(
        new S3Call(HttpMethod.Delete, _client.Endpoint.Object(Whole(key)), $"removing {key}", "s3:DeleteObject") { MayBeMissing = true }, cancel);

    /// <inheritdoc/>
    public Task<int> RemoveLeftoversAsync(KeyTemplate keys, CancellationToken cancel) => _leftovers.RemoveAsync(keys, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Whole(string key) => ObjectKey.Problem(_root + key) is { } problem
        ? throw new StoreException($"{Name}: {Quoted.Text(key)} can't be a key: {problem}", isTransient: false)
        : _root + key;
}
