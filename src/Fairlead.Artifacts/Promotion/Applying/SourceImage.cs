using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>The repository that an image is promoted from. It is only ever read. Thread-safe.</summary>
internal sealed class SourceImage
{
    private readonly SourceRepository _repository;
    private readonly Once<bool, RepositoryTags?> _tags = new();

    public SourceImage(RegistryClient client, string name)
    {
        Location = new BlobLocation(new RegistryBlobSource(client), name);
        _repository = new SourceRepository(client, name, new Place(Location, source: 0, order: 0));
    }

    /// <summary>Where its blobs are.</summary>
    public BlobLocation Location { get; }

    /// <summary><c>HOST[:PORT]</c>.</summary>
    public string Host => _repository.Client.Host;

    /// <summary>Its name at that host.</summary>
    public string Name => _repository.Name;

    /// <summary>What messages call one of its manifests.</summary>
    public string TitleOf(Digest digest) => _repository.TitleOf(digest);

    /// <summary>A manifest, proven by its digest; null when it has none.</summary>
    /// <exception cref="PromotionSourceException">It can't be had.</exception>
    public Task<FetchedManifest?> FindAsync(Digest digest, CancellationToken cancel) =>
        AskAsync(() => _repository.Client.FindManifestAsync(Name, digest.ToString(), cancel));

    /// <summary>What is attached to a manifest: what refers to it, and what cosign's tags name.</summary>
    /// <param name="subject">The manifest.</param>
    /// <param name="withTags">Whether to look for tags too, if they have to be asked for one by one.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="PromotionSourceException">It can't be told.</exception>
    public Task<IReadOnlyList<AttachedManifest>> AttachedToAsync(Digest subject, bool withTags, CancellationToken cancel) => AskAsync(async () =>
    {
        var tags = await _tags.GetAsync(true, () => TryListAsync(cancel)).ConfigureAwait(false);
        var found = new List<AttachedManifest>();
        foreach (var referrer in await ReferrersAsync(tags, subject, cancel).ConfigureAwait(false)) found.Add(new AttachedManifest(referrer.Digest, null));
        foreach (var tag in AttachedTag.OfSignatures(subject).Where(tag => tags?.Has(tag) ?? withTags))
        {
            var named = tags is null ? RepositoryTags.FindDigestAsync(_repository, tag, cancel) : tags.FindDigestAsync(tag, cancel);
            if (await named.ConfigureAwait(false) is { } digest) found.Add(new AttachedManifest(digest, tag));
        }
        return (IReadOnlyList<AttachedManifest>)found;
    });

    private async Task<IReadOnlyList<Descriptor>> ReferrersAsync(RepositoryTags? tags, Digest subject, CancellationToken cancel)
    {
        if (tags is null) return await _repository.Client.ListReferrersAsync(Name, subject, cancel).ConfigureAwait(false);
        if (await _repository.Client.FindReferrersAsync(Name, subject, cancel).ConfigureAwait(false) is { } referrers) return referrers;
        // No tag is asked for that isn't there.
        return tags.Has(AttachedTag.OfReferrers(subject)) ? await _repository.Client.ListReferrersAsync(Name, subject, cancel).ConfigureAwait(false) : [];
    }

    /// <summary>Its tags; null where they can't be listed.</summary>
    private async Task<RepositoryTags?> TryListAsync(CancellationToken cancel)
    {
        try
        {
            return await _repository.Client.ListAsync(Name, cancel).ConfigureAwait(false) is { } listing ? new RepositoryTags(_repository, listing) : null;
        }
        catch (RegistryException e) when (!e.IsTransient)
        {
            return null;
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RegistryException e)
        {
            throw new PromotionSourceException(e.Message, e);
        }
    }
}
