using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// Manifests in memory, so that each is fetched once for all destinations. As many as have room; the oldest give way, and are fetched again where
/// they are still wanted. Thread-safe.
/// </summary>
internal sealed class ManifestShelf(long maxBytes = ManifestShelf.MaxBytes)
{
    /// <summary>Some ten thousand ordinary ones, and eight of the largest.</summary>
    private const long MaxBytes = 64 << 20;

    /// <summary>At the same time, of those that had no room.</summary>
    private const int MaxLent = 16;

    private readonly SemaphoreSlim _lent = new(MaxLent);
    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, FetchedManifest> _kept = [];
    private readonly Queue<Digest> _order = new();
    private long _bytes;

    /// <summary>One that is kept; null when it isn't.</summary>
    public FetchedManifest? Find(Digest digest)
    {
        lock (_lock) return _kept.GetValueOrDefault(digest);
    }

    /// <summary>Keeps one, if it has room at all.</summary>
    public void Keep(FetchedManifest manifest)
    {
        if (manifest.Content.Length > maxBytes) return;
        lock (_lock)
        {
            if (!_kept.TryAdd(manifest.Digest, manifest)) return;
            _order.Enqueue(manifest.Digest);
            _bytes += manifest.Content.Length;
            while (_bytes > maxBytes)
            {
                _kept.Remove(_order.Dequeue(), out var oldest);
                _bytes -= oldest!.Content.Length;
            }
        }
    }

    /// <summary>Does something with a manifest that has no room here; not too many do so at the same time.</summary>
    public async Task LendAsync(Func<Task> use, CancellationToken cancel)
    {
        await _lent.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await use().ConfigureAwait(false);
        }
        finally
        {
            _lent.Release();
        }
    }
}
