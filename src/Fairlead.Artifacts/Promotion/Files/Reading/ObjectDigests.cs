using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Reading;

/// <summary>
/// Tells the SHA-256 of objects: what was found out of this version before, what its server vouches for, what was put beside it as metadata (as everything
/// is that is promoted); else it is read, which is remembered. Whoever could put false metadata there could put false files there. Thread-safe.
/// </summary>
public sealed class ObjectDigests(FilestoreClients stores, DigestCache cache)
{
    private const int BufferBytes = 256 << 10;

    /// <summary>The digest of an object that was listed.</summary>
    /// <exception cref="StoreException">It can't be read, or is being changed.</exception>
    public async Task<Digest> OfAsync(StoreUrl url, StoredObject listed, CancellationToken cancel) =>
        await KnownAsync(url, listed, cancel).ConfigureAwait(false) ?? await ReadAsync(url, listed, cancel).ConfigureAwait(false);

    /// <summary>The same as far as it is known without reading the object; null where it isn't.</summary>
    /// <exception cref="StoreException">The store can't be asked.</exception>
    public async Task<Digest?> KnownAsync(StoreUrl url, StoredObject listed, CancellationToken cancel)
    {
        if (cache.Find(url.Identity(listed.Key), listed) is { } before) return before;
        var facts = await stores.Get(url).DescribeAsync(listed.Key, cancel).ConfigureAwait(false);
        return IsSame(facts?.Object, listed) ? facts!.Vouched ?? facts.Said : null;
    }

    /// <summary>Whether two looks at a key saw one version of its object.</summary>
    public static bool IsSame(StoredObject? now, StoredObject before) => now is not null && now.Size == before.Size
        && (before.ETag is { } etag ? now.ETag == etag : now.Modified == before.Modified);

    private async Task<Digest> ReadAsync(StoreUrl url, StoredObject listed, CancellationToken cancel)
    {
        var store = stores.Get(url);
        var digest = await HashAsync(store, listed, cancel).ConfigureAwait(false);
        // What was read may be newer than what was listed, and would be remembered under the wrong name.
        if (!IsSame(await store.FindAsync(listed.Key, cancel).ConfigureAwait(false), listed)) throw Changed(store, listed);
        cache.Keep(url.Identity(listed.Key), listed, digest);
        return digest;
    }

    private static async Task<Digest> HashAsync(IBlobStore store, StoredObject listed, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var content = await store.OpenAsync(listed.Key, cancel).ConfigureAwait(false) ?? throw Changed(store, listed);
            await using (content.ConfigureAwait(false))
            {
                var left = listed.Size;
                for (int read; (read = await content.ReadAsync(buffer.AsMemory(0, BufferBytes), cancel).ConfigureAwait(false)) > 0; left -= read)
                {
                    if (read > left) throw Changed(store, listed);
                    hash.AppendData(buffer, 0, read);
                }
                return left == 0 ? Digest.FromBytes(hash.GetHashAndReset()) : throw Changed(store, listed);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException && e is not StoreException)
        {
            throw new StoreException($"{store.Name}: reading {listed.Key} failed: {e.Message}", isTransient: false, e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static StoreException Changed(IBlobStore store, StoredObject listed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{store.Name}: {listed.Key}, of {listed.Size} bytes when it was listed, is being changed by somebody else"), isTransient: true);
}
