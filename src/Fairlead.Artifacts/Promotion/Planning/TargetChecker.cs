using Fairlead.Artifacts.Promotion.Holdings;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Compares what a plan says of one repository with what that holds now. Thread-safe.</summary>
internal sealed class TargetChecker(PlanReading reading, PlanBuilder plan)
{
    /// <summary>Why a plan's repository is left alone.</summary>
    public const string OfSource = "the plan takes images from this repository too, and nothing is ever put into a source";

    /// <summary>Compares it; what can't be read goes to the failures.</summary>
    public async Task CheckAsync(CheckTarget target, CancellationToken cancel)
    {
        try
        {
            if (await ReadAsync(target, cancel).ConfigureAwait(false) is not { } here) return;
            var twice = target.Edges.Where(edge => edge.Tag is not null).GroupBy(edge => edge.Tag, edge => edge.Digest).Where(tag => tag.Distinct().Count() > 1).Select(tag => tag.Key).ToHashSet();
            var edges = target.Edges.Select(edge => twice.Contains(edge.Tag) ? Refused(edge, here, "the plan itself gives it two digests") : AsItIsNow(edge, here)).ToList();
            plan.Add(edges.Where(edge => edge.Action != EdgeAction.Copy));
            plan.Add(await StillHeldAsync(target, edges.FindAll(edge => edge.Action == EdgeAction.Copy), cancel).ConfigureAwait(false));
            foreach (var attachment in target.Attachments.Where(one => !here.Tags.Contains(one.Tag))) plan.Add(attachment);
        }
        finally
        {
            foreach (var source in target.Sources.Values) source.LetGo();
        }
    }

    private async Task<RepositoryHoldings?> ReadAsync(CheckTarget target, CancellationToken cancel)
    {
        if (reading.IsSource(target.Id))
        {
            reading.Fail(target.Id, target.Edges.Count, OfSource);
            return null;
        }
        try
        {
            var here = await reading.ReadAsync(target.Id, cancel).ConfigureAwait(false);
            await here.LearnAsync(target.Edges.Select(edge => edge.Tag).OfType<string>(), target.Edges.Where(edge => edge.Tag is null).Select(edge => edge.Digest), cancel).ConfigureAwait(false);
            return here;
        }
        catch (RegistryException e)
        {
            reading.Fail(target.Id, target.Edges.Count, e.Message);
            return null;
        }
    }

    private static PlanEdge AsItIsNow(PlanEdge edge, RepositoryHoldings here)
    {
        var wasPresent = edge.Action == EdgeAction.Present;
        if (edge.Tag is null)
        {
            if (here.Has(edge.Digest)) return edge with { Action = EdgeAction.Present };
            return wasPresent ? Refused(edge, here, "it was there when the plan was made, and is gone now") : edge;
        }
        var now = here.Find(edge.Tag);
        if (now == edge.Digest) return edge with { Action = EdgeAction.Present };
        if (now is not null) return Refused(edge, here, wasPresent ? "the tag has been moved since the plan was made" : "the tag wasn't there when the plan was made, and names another digest now");
        return wasPresent ? Refused(edge, here, "the tag was there when the plan was made, and is gone now") : edge;
    }

    private static PlanEdge Refused(PlanEdge edge, RepositoryHoldings here, string reason) =>
        edge with { Action = EdgeAction.TagMove, Was = edge.Tag is null ? null : here.Find(edge.Tag), Reason = reason };

    private static async Task<IEnumerable<PlanEdge>> StillHeldAsync(CheckTarget target, List<PlanEdge> copies, CancellationToken cancel)
    {
        var decided = new List<PlanEdge>();
        foreach (var ofSource in copies.GroupBy(edge => RepositoryId.Of(edge.From, edge.Image)))
        {
            var source = target.Sources[ofSource.Key];
            var there = await source.FindAsync([.. ofSource.Select(edge => edge.Digest).Distinct()], [], cancel).ConfigureAwait(false);
            if (there is null) source.LeaveOut(ofSource.Count());
            else decided.AddRange(ofSource.Select(edge => there.Has(edge.Digest) ? edge : edge with { Action = EdgeAction.Lost }));
        }
        return decided;
    }
}
