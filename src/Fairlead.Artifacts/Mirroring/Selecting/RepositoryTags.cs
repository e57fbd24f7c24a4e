using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Selecting;

/// <summary>The tags of a repository as its listing has them, and the digests behind them: from the listing where it tells them, else by one HEAD each.</summary>
internal sealed class RepositoryTags
{
    private readonly SourceRepository _repository;
    private readonly HashSet<string> _tags;
    private readonly Dictionary<string, Digest> _digests = new(StringComparer.Ordinal);

    public RepositoryTags(SourceRepository repository, RepositoryListing listing)
    {
        _repository = repository;
        _tags = new HashSet<string>(listing.Tags, StringComparer.Ordinal);
        Untagged = [];
        if (listing.Manifests is null) return;
        foreach (var (digest, manifest) in listing.Manifests)
        {
            if (manifest.Tags.Count == 0) Untagged.Add(digest);
            foreach (var tag in manifest.Tags)
            {
                _tags.Add(tag);
                _digests[tag] = digest;
            }
        }
    }

    /// <summary>All of them, in no order.</summary>
    public IReadOnlyCollection<string> All => _tags;

    /// <summary>Manifests without one; empty where the registry doesn't list them.</summary>
    public List<Digest> Untagged { get; }

    /// <summary>Whether there is such a tag.</summary>
    public bool Has(string tag) => _tags.Contains(tag);

    /// <summary>What a tag names now; null when it names nothing.</summary>
    public async Task<Digest?> FindDigestAsync(string tag, CancellationToken cancel) =>
        _digests.TryGetValue(tag, out var digest) ? digest : await FindDigestAsync(_repository, tag, cancel).ConfigureAwait(false);

    /// <summary>What a tag names now; null when there is none.</summary>
    public static async Task<Digest?> FindDigestAsync(SourceRepository repository, string tag, CancellationToken cancel)
    {
        var head = await repository.Client.HeadManifestAsync(repository.Name, tag, cancel).ConfigureAwait(false);
        if (head is null || head.Digest is not null) return head?.Digest;
        // A registry that doesn't say the digest has to send the bytes.
        return (await repository.Client.FindManifestAsync(repository.Name, tag, cancel).ConfigureAwait(false))?.Digest;
    }
}
