using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>The manifests that a walk has seen: each is fetched once, however many repositories have it. Thread-safe.</summary>
internal sealed class ManifestTable
{
    /// <summary>Of what is kept: some ten times what registry.k8s.io's manifests come to. What is seen beyond is fetched again where it is met again.</summary>
    private readonly long _maxBytes;

    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, Task<ManifestParts?>> _manifests = [];
    private long _bytes;

    public ManifestTable(long maxBytes = 256 << 20) => _maxBytes = maxBytes;

    /// <summary>
    /// The parts of a manifest: as they are known, else by <paramref name="load"/>, which one caller at a time runs. One whose load fails, or
    /// finds nothing, leaves it to the next, who may know a better place.
    /// </summary>
    public async Task<ManifestParts?> GetAsync(Digest digest, Func<Task<ManifestParts?>> load, CancellationToken cancel)
    {
        while (true)
        {
            TaskCompletionSource<ManifestParts?>? own = null;
            Task<ManifestParts?>? known;
            lock (_lock)
            {
                if (!_manifests.TryGetValue(digest, out known))
                {
                    own = new TaskCompletionSource<ManifestParts?>(TaskCreationOptions.RunContinuationsAsynchronously);
                    _manifests.Add(digest, own.Task);
                }
            }
            if (own is not null) return await LoadAsync(digest, load, own).ConfigureAwait(false);
            if (await known!.WaitAsync(cancel).ConfigureAwait(false) is { } parts) return parts;
        }
    }

    private async Task<ManifestParts?> LoadAsync(Digest digest, Func<Task<ManifestParts?>> load, TaskCompletionSource<ManifestParts?> own)
    {
        ManifestParts? parts = null;
        try
        {
            return parts = await load().ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (parts is null || !TryKeep(parts)) _manifests.Remove(digest);
            }
            own.SetResult(parts);
        }
    }

    private bool TryKeep(ManifestParts parts)
    {
        if (parts.Bytes > _maxBytes - _bytes) return false;
        _bytes += parts.Bytes;
        return true;
    }
}
