using System.Collections.Concurrent;
using System.Globalization;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Syncing;

/// <summary>A store in memory that knows ETags and conditions, as S3 does, and lets a test act in the middle of things.</summary>
internal sealed class VersionedStore : IBlobStore
{
    private readonly ConcurrentDictionary<string, (byte[] Content, int Version)> _objects = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _versions;

    /// <summary>Called before each put of an object takes effect.</summary>
    public Func<string, Task>? BeforePut { get; set; }

    /// <summary>Whether it has ETags.</summary>
    public bool HasETags { get; init; } = true;

    /// <summary>How many puts are refused though their condition holds.</summary>
    public int Refusals { get; set; }

    /// <summary>How puts fail before one succeeds.</summary>
    public Queue<StoreException> Failures { get; } = new();

    /// <summary>How many reads of an object fail.</summary>
    public int OpenFailures { get; set; }

    /// <summary>Calls, by name.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public string Name => "memory";

    public byte[]? this[string key]
    {
        get => _objects.TryGetValue(key, out var one) ? one.Content : null;
        set => _objects[key] = (value!, Interlocked.Increment(ref _versions));
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        Calls.Enqueue("list");
        foreach (var key in _objects.Keys.Order(StringComparer.Ordinal))
            if (key.StartsWith(prefix, StringComparison.Ordinal)) yield return Stored(key)!;
    }

    public Task<StoredObject?> FindAsync(string key, CancellationToken cancel)
    {
        Calls.Enqueue("find");
        return Task.FromResult(Stored(key));
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken cancel)
    {
        Calls.Enqueue("open");
        if (OpenFailures-- > 0) throw new StoreException("memory: not now", isTransient: true);
        return Task.FromResult<Stream?>(this[key] is { } content ? new MemoryStream(content) : null);
    }

    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        Calls.Enqueue("put");
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancel);
        copy.Length.ShouldBe(options.Size);
        Digest.Of(copy.ToArray()).ShouldBe(options.Digest);
        if (BeforePut is { } before) await before(key);
        lock (_lock)
        {
            if (Failures.TryDequeue(out var failure)) throw failure;
            if (Refusals-- > 0) return PutOutcome.ConditionFailed;
            if (options.OnlyIfAbsent && this[key] is not null) return PutOutcome.ConditionFailed;
            if (options.OnlyIfETag is { } tag && Stored(key)?.ETag != tag) return PutOutcome.ConditionFailed;
            this[key] = copy.ToArray();
            return PutOutcome.Written;
        }
    }

    public Task RemoveAsync(string key, CancellationToken cancel) => Task.FromResult(_objects.TryRemove(key, out _));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoredObject? Stored(string key) => _objects.TryGetValue(key, out var one)
        ? new StoredObject(key, one.Content.Length, HasETags ? string.Create(CultureInfo.InvariantCulture, $"\"{one.Version}\"") : null, DateTimeOffset.UnixEpoch.AddSeconds(one.Version))
        : null;
}
