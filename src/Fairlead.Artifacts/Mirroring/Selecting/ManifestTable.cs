using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>The manifests that a walk has seen: each is fetched once, however many repositories have it. Thread-safe.</summary>
internal sealed class ManifestTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Digest, Task<ManifestParts?>> _manifests = [];

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
            if (parts is null)
            {
                lock (_lock) _manifests.Remove(digest);
            }
            own.SetResult(parts);
        }
    }
}
