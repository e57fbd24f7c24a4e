using System.Collections.Concurrent;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Holdings;

/// <summary>
/// What one repository holds: as its listing tells, and by one HEAD for each thing that is wanted and that the listing doesn't tell. Nothing is asked
/// twice. Thread-safe.
/// </summary>
internal sealed class RepositoryHoldings
{
    /// <summary>Of one repository at the same time; how many go out is the client's business.</summary>
    private const int MaxQuestions = 16;

    private readonly AskedHost _host;
    private readonly string _repository;
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Digest> _digestsOfTags = new(StringComparer.Ordinal);
    private readonly HashSet<Digest>? _digests;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Digest?> _learnt = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<AttachedName>> _attached;

    /// <summary>What the listing told; null: there is no such repository.</summary>
    /// <param name="host">It was asked.</param>
    /// <param name="repository">The name.</param>
    /// <param name="listing">The answer.</param>
    /// <param name="isWhole">Whether the host lists manifests too, so that what isn't listed isn't there.</param>
    public RepositoryHoldings(AskedHost host, string repository, RepositoryListing? listing, bool isWhole)
    {
        (_host, _repository, Children) = (host, repository, listing?.Children ?? []);
        _digests = isWhole ? [.. listing?.Manifests?.Keys ?? []] : null;
        _tags.UnionWith(listing?.Tags ?? []);
        foreach (var (digest, manifest) in listing?.Manifests ?? new Dictionary<Digest, ListedManifest>())
        {
            foreach (var tag in manifest.Tags)
            {
                _tags.Add(tag);
                _digestsOfTags[tag] = digest;
            }
        }
        _attached = new Lazy<IReadOnlyList<AttachedName>>(() => [.. _tags.Select(AttachedName.Of).OfType<AttachedName>()]);
    }

    /// <summary>All tags, in no order.</summary>
    public IReadOnlySet<string> Tags => _tags;

    /// <summary>Whether it holds nothing that is listed: there is no such repository, or only others below it.</summary>
    public bool IsEmpty => _tags.Count == 0 && (_digests is null || _digests.Count == 0);

    /// <summary>Those that belong to digests.</summary>
    public IReadOnlyList<AttachedName> Attached => _attached.Value;

    /// <summary>Names of the repositories directly below, where the registry lists them.</summary>
    public IReadOnlyList<string> Children { get; }

    /// <summary>Whether the listing has this manifest; false where it lists none.</summary>
    public bool Lists(Digest digest) => _digests?.Contains(digest) ?? false;

    /// <summary>Asks for what the listing didn't tell of these tags and digests, so that <see cref="Find"/> and <see cref="Has"/> can answer.</summary>
    /// <exception cref="RegistryException">One of them can't be told.</exception>
    public async Task LearnAsync(IEnumerable<string> tags, IEnumerable<Digest> digests, CancellationToken cancel)
    {
        var questions = tags.Where(tag => _tags.Contains(tag) && !_digestsOfTags.ContainsKey(tag)).ToList();
        if (_digests is null) questions.AddRange(digests.Select(digest => digest.ToString()));
        if (questions.Count == 0) return;
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxQuestions, CancellationToken = cancel };
        // Others may wait for the same answer: it doesn't end with the first of ours that fails.
        await Parallel.ForEachAsync(questions, options, async (reference, _) => await AskOnceAsync(reference, cancel).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>What a tag names; null where there is no such tag. To be learnt before.</summary>
    public Digest? Find(string tag)
    {
        if (_digestsOfTags.TryGetValue(tag, out var digest)) return digest;
        return _tags.Contains(tag) ? Answer(tag) : null;
    }

    /// <summary>Whether it holds a manifest. To be learnt before.</summary>
    public bool Has(Digest digest) => _digests?.Contains(digest) ?? Answer(digest.ToString()) is not null;

    private Digest? Answer(string reference) =>
        _learnt.TryGetValue(reference, out var digest) ? digest : throw new InvalidOperationException($"{reference} has not been learnt");

    private Task AskOnceAsync(string reference, CancellationToken cancel) => _asked.GetOrAdd(
        reference, static (reference, of) => new Lazy<Task>(() => of.Self.AskAsync(reference, of.Cancel)), (Self: this, Cancel: cancel)).Value;

    private async Task AskAsync(string reference, CancellationToken cancel) =>
        _learnt[reference] = await _host.AskAsync(client => client.FindDigestAsync(_repository, reference, cancel)).ConfigureAwait(false);
}
