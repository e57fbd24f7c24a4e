using System.Collections.Concurrent;
using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Auditing;

/// <summary>Compares what is wanted in one repository with what it holds. Thread-safe.</summary>
internal sealed class TargetAuditor(PlanReading reading, AuditOptions options, ConcurrentBag<AuditFinding> findings)
{
    /// <summary>Of one repository at the same time; how many go out is the client's business.</summary>
    private const int MaxQuestions = 16;

    private readonly ConcurrentDictionary<RepositoryId, IReadOnlyList<string>> _below = new();
    private long _edges;

    /// <summary>Tags, and digests without one, that are wanted in the repositories so far.</summary>
    public long Edges => Interlocked.Read(ref _edges);

    /// <summary>The repositories directly below each that has been read, as far as they are listed.</summary>
    public IReadOnlyDictionary<RepositoryId, IReadOnlyList<string>> Below => _below;

    /// <summary>Compares it; what can't be read goes to the failures.</summary>
    public async Task AuditAsync(PlanTarget target, CancellationToken cancel)
    {
        var wanted = target.Wanted();
        Interlocked.Add(ref _edges, wanted.Count);
        var (left, name) = (wanted.Count, target.Id.ToString()); // once: of a registry that is empty a million findings have it
        try
        {
            var here = await reading.ReadAsync(target.Id, cancel).ConfigureAwait(false);
            await here.LearnAsync(wanted.Select(edge => edge.Tag).OfType<string>(), wanted.Where(edge => edge.Tag is null).Select(edge => edge.Digest), cancel).ConfigureAwait(false);
            _below[target.Id] = here.Children;
            foreach (var edge in wanted.Where(edge => !IsThere(edge, here))) Add(Difference(name, edge, here));
            left = 0;
            if (!options.Ignored.Contains(AuditKind.Extra)) await ExtraTagsAsync(name, wanted, here, cancel).ConfigureAwait(false);
            if (!options.Ignored.Contains(AuditKind.Unsigned)) await UnsignedAsync(target.Id, name, wanted.FindAll(edge => IsThere(edge, here)), here, cancel).ConfigureAwait(false);
        }
        catch (RegistryException e)
        {
            reading.Fail(target.Id, left, e.Message);
        }
    }

    private static bool IsThere(WantedEdge edge, RepositoryHoldings here) => edge.Tag is null ? here.Has(edge.Digest) : here.Find(edge.Tag) == edge.Digest;

    private static AuditFinding Difference(string repository, WantedEdge edge, RepositoryHoldings here)
    {
        var held = edge.Tag is null ? null : here.Find(edge.Tag);
        return new AuditFinding(held is null ? AuditKind.Missing : AuditKind.Moved, repository, edge.Tag) { Wanted = edge.Digest, Held = held, At = edge.At };
    }

    /// <summary>
    /// Tags that no manifest names. One that is attached is not extra while its subject is promoted, or is there without a tag of its own, as an index's
    /// children are.
    /// </summary>
    private async Task ExtraTagsAsync(string repository, List<WantedEdge> wanted, RepositoryHoldings here, CancellationToken cancel)
    {
        var named = wanted.Select(edge => edge.Tag).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var promoted = wanted.Select(edge => edge.Digest).ToHashSet();
        var attached = here.Attached.Where(one => !named.Contains(one.Tag) && !promoted.Contains(one.Subject)).ToList();
        var extra = here.Tags.Where(tag => !named.Contains(tag) && AttachedName.Of(tag) is null).ToList();
        await here.LearnAsync(extra, attached.Select(one => one.Subject).Distinct(), cancel).ConfigureAwait(false);
        var strangers = extra.Select(here.Find).OfType<Digest>().ToHashSet();
        var orphans = attached.Where(one => !here.Has(one.Subject) || strangers.Contains(one.Subject)).Select(one => one.Tag).ToList();
        await here.LearnAsync(orphans, [], cancel).ConfigureAwait(false);
        foreach (var tag in extra.Concat(orphans)) Add(new AuditFinding(AuditKind.Extra, repository, tag) { Held = here.Find(tag) });
    }

    private async Task UnsignedAsync(RepositoryId id, string repository, List<WantedEdge> there, RepositoryHoldings here, CancellationToken cancel)
    {
        // What is promoted under such a tag is itself a signature, or the like.
        var doubtful = there.Where(edge => options.Signatures.GoTo(edge.Claim.To) && (edge.Tag is null || AttachedName.Of(edge.Tag) is null))
            .Where(edge => !here.Tags.Contains(AttachedTag.OfSignatures(edge.Digest).First())).DistinctBy(edge => edge.Digest);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxQuestions, CancellationToken = cancel };
        await Parallel.ForEachAsync(doubtful, parallel, async (edge, cancel) =>
        {
            if (!await HasSignatureAsync(id, edge.Digest, here, cancel).ConfigureAwait(false))
                Add(new AuditFinding(AuditKind.Unsigned, repository, null) { Wanted = edge.Digest, Held = edge.Digest, At = edge.At });
        }).ConfigureAwait(false);
    }

    private async Task<bool> HasSignatureAsync(RepositoryId id, Digest digest, RepositoryHoldings here, CancellationToken cancel)
    {
        var host = reading.Host(id.Host);
        var referrers = await host.AskAsync(client => client.FindReferrersAsync(id.Name, digest, cancel)).ConfigureAwait(false);
        if (referrers is null && here.Tags.Contains(AttachedTag.OfReferrers(digest)))
            referrers = await host.AskAsync(client => client.ListReferrersAsync(id.Name, digest, cancel)).ConfigureAwait(false);
        return referrers?.Any(SignatureTypes.Has) ?? false;
    }

    private void Add(AuditFinding finding)
    {
        if (!options.Ignored.Contains(finding.Kind)) findings.Add(finding);
    }
}
