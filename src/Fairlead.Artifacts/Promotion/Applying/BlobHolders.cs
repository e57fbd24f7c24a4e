using System.Collections.Concurrent;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// What is known of one host, whatever the destinations there: which repository holds which blob, so that others may have it without its being
/// sent (OCI distribution specification 1.1, "Mounting a blob from another repository"). Thread-safe.
/// </summary>
internal sealed class BlobHolders
{
    /// <summary>Some ten MB; beyond, blobs are sent that might have been mounted.</summary>
    private const int MaxHolders = 100_000;

    /// <summary>A registry that wants the bytes so often, one time after another, has no mounts, or not between these repositories.</summary>
    private const int MaxRefusals = 4;

    private readonly ConcurrentDictionary<Digest, string> _holders = new();
    private int _count; // the dictionary's own locks all of it
    private int _refusals;

    /// <summary>A repository holds a blob.</summary>
    public void Add(Digest digest, string repository)
    {
        if (Volatile.Read(ref _count) < MaxHolders && _holders.TryAdd(digest, repository)) Interlocked.Increment(ref _count);
    }

    /// <summary>Lets a repository have a blob of another one, if there is one that is known to hold it.</summary>
    /// <param name="client">The host's.</param>
    /// <param name="repository">Which is to have it.</param>
    /// <param name="digest">The blob.</param>
    /// <param name="source">The repository that it is promoted from, if that is at this host.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Whether it has it now; else it has to be sent.</returns>
    public async Task<bool> TryMountAsync(RegistryClient client, string repository, Digest digest, string? source, CancellationToken cancel)
    {
        var holder = _holders.GetValueOrDefault(digest);
        foreach (var from in new[] { source, holder == source ? null : holder })
        {
            if (from is null || from == repository || Volatile.Read(ref _refusals) >= MaxRefusals) continue;
            if (await TryAsync(client, repository, digest, from, cancel).ConfigureAwait(false))
            {
                Volatile.Write(ref _refusals, 0);
                return true;
            }
            Interlocked.Increment(ref _refusals);
            if (_holders.TryRemove(new KeyValuePair<Digest, string>(digest, from))) Interlocked.Decrement(ref _count);
        }
        return false;
    }

    private static async Task<bool> TryAsync(RegistryClient client, string repository, Digest digest, string from, CancellationToken cancel)
    {
        try
        {
            return await client.TryMountBlobAsync(repository, digest, from, cancel).ConfigureAwait(false);
        }
        catch (RegistryException e) when (!e.IsTransient) // who may not read the other repository, say: sending it may be allowed
        {
            return false;
        }
    }
}
