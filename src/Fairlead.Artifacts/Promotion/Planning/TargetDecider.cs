using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Decides what is to be done in one repository of a destination. Thread-safe.</summary>
internal sealed class TargetDecider(PlanReading reading, SignatureRule signatures, PlanBuilder plan)
{
    /// <summary>Decides it; what can't be read goes to the failures.</summary>
    public async Task DecideAsync(PlanTarget target, CancellationToken cancel)
    {
        try
        {
            var wanted = target.Wanted();
            var tags = wanted.Select(edge => edge.Tag).ToHashSet(StringComparer.Ordinal);
            plan.Add(wanted.Where(edge => edge.Reason is not null).Select(edge => edge.Decided(EdgeAction.TagMove)));
            wanted.RemoveAll(edge => edge.Reason is not null);
            if (await ReadAsync(target, wanted, cancel).ConfigureAwait(false) is not { } here) return;

            var lacking = wanted.FindAll(edge => !IsPresent(edge, here));
            var held = await HeldAsync(target, lacking, cancel).ConfigureAwait(false);
            var decided = wanted.Select(edge => IsPresent(edge, here) ? edge.Decided(EdgeAction.Present) : Decide(edge, here, held)).OfType<PlanEdge>().ToList();
            plan.Add(decided);
            foreach (var attachment in await AttachmentsAsync(target, decided, here, cancel).ConfigureAwait(false))
            {
                if (!tags.Contains(attachment.Tag)) plan.Add(attachment); // else it is an edge, since the manifests themselves name it
            }
        }
        finally
        {
            foreach (var claim in target.Claims) claim.Source.LetGo();
        }
    }

    private static bool IsPresent(WantedEdge edge, RepositoryHoldings here) => edge.Tag is null ? here.Has(edge.Digest) : here.Find(edge.Tag) == edge.Digest;

    private async Task<RepositoryHoldings?> ReadAsync(PlanTarget target, List<WantedEdge> wanted, CancellationToken cancel)
    {
        if (reading.IsSource(target.Id))
        {
            reading.Fail(target.Id, wanted.Count, $"images are promoted from this repository too, and nothing is ever put into a source ({target.Claims[0].Image.At})");
            return null;
        }
        try
        {
            var here = await reading.ReadAsync(target.Id, cancel).ConfigureAwait(false);
            await here.LearnAsync(wanted.Select(edge => edge.Tag).OfType<string>(), wanted.Where(edge => edge.Tag is null).Select(edge => edge.Digest), cancel).ConfigureAwait(false);
            return here;
        }
        catch (RegistryException e)
        {
            reading.Fail(target.Id, wanted.Count, e.Message);
            return null;
        }
    }

    /// <summary>What the sources hold that have something that is lacking; null for one that can't be read.</summary>
    private static async Task<Dictionary<PlanSource, RepositoryHoldings?>> HeldAsync(PlanTarget target, List<WantedEdge> lacking, CancellationToken cancel)
    {
        var held = new Dictionary<PlanSource, RepositoryHoldings?>();
        foreach (var source in target.Claims.Select(claim => claim.Source).Distinct())
        {
            var digests = lacking.Where(edge => edge.Claims.Any(claim => claim.Source == source)).Select(edge => edge.Digest).Distinct().ToList();
            if (digests.Count > 0) held[source] = await source.FindAsync(digests, [], cancel).ConfigureAwait(false);
        }
        return held;
    }

    private static PlanEdge? Decide(WantedEdge edge, RepositoryHoldings here, Dictionary<PlanSource, RepositoryHoldings?> held)
    {
        if (edge.Claims.FirstOrDefault(claim => held[claim.Source]?.Has(edge.Digest) ?? false) is { } by)
            return edge.Tag is { } tag && here.Find(tag) is { } was ? edge.Decided(EdgeAction.TagMove, by, was) : edge.Decided(EdgeAction.Copy, by);
        if (edge.Claims.FirstOrDefault(claim => held[claim.Source] is null) is not { } unread) return edge.Decided(EdgeAction.Lost);
        unread.Source.LeaveOut(1);
        return null;
    }

    private async Task<IEnumerable<PlanAttachment>> AttachmentsAsync(PlanTarget target, List<PlanEdge> decided, RepositoryHoldings here, CancellationToken cancel)
    {
        var attachments = new Dictionary<string, PlanAttachment>(StringComparer.Ordinal);
        var promoted = decided.Where(edge => edge.Action is EdgeAction.Copy or EdgeAction.Present).Select(edge => edge.Digest).ToHashSet();
        foreach (var claim in target.Claims.Where(claim => signatures.GoTo(claim.To)).DistinctBy(claim => claim.Source))
        {
            if (await claim.Source.FindAsync([], [], cancel).ConfigureAwait(false) is not { } there) continue;
            var lacking = there.Attached.Where(one => (promoted.Contains(one.Subject) || here.Lists(one.Subject)) && !here.Tags.Contains(one.Tag)).Select(one => one.Tag).ToList();
            if (await claim.Source.FindAsync([], lacking, cancel).ConfigureAwait(false) is null) continue;
            foreach (var tag in lacking)
            {
                if (there.Find(tag) is { } digest) attachments.TryAdd(tag, new PlanAttachment(claim.Image.Name, digest, tag, claim.From, claim.To));
            }
        }
        return attachments.Values;
    }
}
