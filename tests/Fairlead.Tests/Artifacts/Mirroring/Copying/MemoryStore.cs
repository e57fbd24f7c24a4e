using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

/// <summary>A store that keeps its promise, checks nothing, and does on the way what a test says.</summary>
internal sealed class MemoryStore(string name) : IBlobStore
{
    private readonly ConcurrentDictionary<string, int> _attempts = new();

    public string Name => name;

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    public ConcurrentQueue<MemoryPut> Puts { get; } = new();

    /// <summary>Before the first byte of a put is taken, and after every piece: waits, or throws.</summary>
    public Func<MemoryPut, CancellationToken, Task> OnWay { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Fails every listing.</summary>
    public Exception? ListFailure { get; set; }

    /// <summary>What it lists as the size of everything; null: what it is.</summary>
    public long? ListedSize { get; set; }

    /// <summary>Says that all is done before it is.</summary>
    public bool IsLiar { get; set; }

    public int Listings { get; private set; }

    public int PieceBytes { get; set; } = 64 << 10;

    /// <summary>Whether it takes the content by <see cref="Stream.CopyToAsync(Stream)"/>; it can't be held up on the way then.</summary>
    public bool Copies { get; set; }

    public Destination AsDestination() => new(this, KeyTemplate.Default);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        Listings++;
        await Task.Yield();
        foreach (var (key, content) in Objects.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            cancel.ThrowIfCancellationRequested();
            yield return new StoredObject(key, ListedSize ?? content.Length, null, default);
        }
        if (ListFailure is not null) throw ListFailure;
    }

    public Task<StoredObject?> FindAsync(string key, CancellationToken cancel) =>
        Task.FromResult(Objects.TryGetValue(key, out var content) ? new StoredObject(key, content.Length, null, default) : null);

    public Task<Stream?> OpenAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

    public async Task<PutOutcome> PutAsync(string key, Stream content, PutOptions options, CancellationToken cancel)
    {
        var put = new MemoryPut(key, options, _attempts.AddOrUpdate(key, 1, (_, before) => before + 1));
        Puts.Enqueue(put);
        await OnWay(put, cancel);
        if (options.OnlyIfAbsent && Objects.ContainsKey(key)) return PutOutcome.ConditionFailed;
        if (IsLiar) return PutOutcome.Written;
        using var kept = new MemoryStream();
        if (Copies) await content.CopyToAsync(kept, cancel);
        else
        {
            var piece = new byte[PieceBytes];
            while (await content.ReadAsync(piece, cancel) is > 0 and var read)
            {
                kept.Write(piece, 0, read);
                put.Taken += read;
                await OnWay(put, cancel);
            }
        }
        if (kept.Length != options.Size) throw new StoreException($"{name}: {key}: {kept.Length} bytes instead of {options.Size}", isTransient: false);
        Objects[key] = kept.ToArray();
        return PutOutcome.Written;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
