using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// The repository of an image in one destination, during one batch: what it has is asked for once. A manifest that it has stands for all that the manifest names, since registries take none
/// before. Thread-safe.
/// </summary>
internal sealed class TargetRepository(TargetState target, SourceManifests source, string name)
{
    /// <summary>At the same time; how many requests go out is the client's business.</summary>
    private const int MaxLooks = 16;

    private readonly Once<Digest, bool> _manifests = new();
    private readonly Once<Digest, bool> _blobs = new();
    private readonly Once<Digest, IReadOnlySet<Digest>> _referrers = new();
    private readonly Once<Digest, bool> _puts = new();
    private readonly ConcurrentDictionary<Digest, long> _needed = new();

    /// <summary>The destination that it belongs to.</summary>
    public TargetState Target => target;

    /// <summary>It as a store of blobs.</summary>
    public RepositoryStore Store { get; } = new(target.Host.Client, name);

    /// <summary>What messages call one of its tags.</summary>
    public string TitleOf(string tag) => $"{Client.Host}/{name}:{tag}";

    private RegistryClient Client => target.Host.Client;

    /// <summary>Whether manifests say themselves what this tag is to name, whatever it names in the source.</summary>
    public bool IsPromoted(string tag) => target.Host.Promoted.Contains((name, tag));

    /// <summary>Whether it has a manifest.</summary>
    public Task<bool> HasAsync(Digest manifest, CancellationToken cancel) => _manifests.GetAsync(
        manifest, async () => await Client.HeadManifestAsync(name, manifest.ToString(), cancel).ConfigureAwait(false) is not null);

    /// <summary>Whether it lists one manifest as referring to another.</summary>
    public async Task<bool> ListsAsync(Digest subject, Digest referrer, CancellationToken cancel) =>
        (await _referrers.GetAsync(subject, () => ListAsync(subject, cancel)).ConfigureAwait(false)).Contains(referrer);

    /// <summary>What a tag names now; null when there is none.</summary>
    public async Task<Digest?> FindAsync(string tag, CancellationToken cancel)
    {
        var head = await Client.HeadManifestAsync(name, tag, cancel).ConfigureAwait(false);
        if (head is null || head.Digest is not null) return head?.Digest;
        // A registry that doesn't say the digest has to send the bytes.
        return (await Client.FindManifestAsync(name, tag, cancel).ConfigureAwait(false))?.Digest;
    }

    /// <summary>The blobs that a manifest names are to be there.</summary>
    public void Need(ManifestNode manifest)
    {
        // Two that say different things of one blob: its bytes will tell.
        foreach (var (digest, size) in manifest.Blobs) _needed.AddOrUpdate(digest, static (_, size) => size, static (_, known, size) => known == size ? known : -1, size);
    }

    /// <summary>Looks for all that is needed, and has it mounted where that can be: what is left has to be sent.</summary>
    public async Task<IReadOnlyDictionary<Digest, long>> LackingAsync(CancellationToken cancel)
    {
        var lacking = new ConcurrentDictionary<Digest, long>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxLooks, CancellationToken = cancel };
        await Parallel.ForEachAsync(_needed, options, async (blob, _) =>
        {
            try
            {
                if (!await _blobs.GetAsync(blob.Key, () => LookAsync(blob.Key, cancel)).ConfigureAwait(false)) lacking.TryAdd(blob.Key, blob.Value);
            }
            catch (IOException)
            {
                // Said of each manifest that needs it.
            }
        }).ConfigureAwait(false);
        return lacking;
    }

    /// <summary>Puts a manifest under its digest, when its blobs are there; once.</summary>
    public Task PutAsync(ManifestNode manifest, BlobArrivals arrivals, CancellationToken cancel) => _puts.GetAsync(manifest.Digest, async () =>
    {
        foreach (var (blob, _) in manifest.Blobs)
        {
            if (!await BlobAsync(blob).ConfigureAwait(false)) await arrivals.WaitAsync(this, blob).ConfigureAwait(false);
        }
        await PutAsync(manifest, manifest.Digest.ToString(), cancel).ConfigureAwait(false);
        target.CountManifest();
        return true;
    });

    /// <summary>Puts a tag where there is none.</summary>
    /// <returns>What the tag named before; null: nothing, and it is put.</returns>
    public Task<Digest?> TagAsync(ManifestNode manifest, string tag, CancellationToken cancel) => target.Host.Tags.TakeAsync(name, tag, async () =>
    {
        var there = await FindAsync(tag, cancel).ConfigureAwait(false);
        if (there is null) await PutAsync(manifest, tag, cancel).ConfigureAwait(false);
        return there;
    }, cancel);

    /// <summary>A blob has been sent.</summary>
    public void Hold(WantedBlob blob)
    {
        target.CountSent(blob.Size);
        target.Host.Holders.Add(blob.Digest, name);
    }

    private Task<bool> BlobAsync(Digest digest) => _blobs.GetAsync(digest, () => throw new InvalidOperationException("a blob is put that was never looked for"));

    private Task PutAsync(ManifestNode manifest, string reference, CancellationToken cancel) =>
        source.UseAsync(manifest, content => Client.PutManifestAsync(name, reference, content, cancel), cancel);

    private async Task<bool> LookAsync(Digest digest, CancellationToken cancel)
    {
        var isThere = await Client.HeadBlobAsync(name, digest, cancel).ConfigureAwait(false) is not null;
        if (!isThere)
        {
            var sibling = source.Image.Host == Client.Host ? source.Image.Name : null;
            isThere = await target.Host.Holders.TryMountAsync(Client, name, digest, sibling, cancel).ConfigureAwait(false);
            if (isThere) target.CountMounted();
        }
        if (!isThere) return false;
        target.Host.Holders.Add(digest, name);
        return true;
    }

    private async Task<IReadOnlySet<Digest>> ListAsync(Digest subject, CancellationToken cancel)
    {
        var listed = await Client.ListReferrersAsync(name, subject, cancel).ConfigureAwait(false);
        return listed.Select(referrer => referrer.Digest).ToHashSet();
    }
}
