using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>The way of one digest into one destination: what it lacks is found, its blobs arrive, its manifests and tags are put. For one caller at a time.</summary>
/// <param name="root">The digest.</param>
/// <param name="outcomes">Where its edges and attachments are settled.</param>
/// <param name="source">Where it is from.</param>
/// <param name="repository">Where it goes to.</param>
/// <param name="withAttached">Whether what refers to it goes along.</param>
internal sealed class RootCourse(RootWork root, Outcomes outcomes, SourceManifests source, TargetRepository repository, bool withAttached)
{
    private readonly List<int> _edges = root.Edges.FindAll(place => outcomes.Edges[place].To == repository.Target.To);
    private readonly List<int> _attachments = root.Attachments.FindAll(place => outcomes.Attachments[place].To == repository.Target.To);
    private readonly List<(int Place, List<PutStep> Steps)> _attached = [];
    private List<PutStep> _steps = [];
    private string? _unattached;
    private bool _hasEnded;

    /// <summary>What went wrong with the destination and may pass by itself; null when nothing did.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Whether its destination has refused or failed anything of it, or was given up before.</summary>
    public bool IsHindered { get; private set; }

    /// <summary>Whether anything of it is done.</summary>
    public bool HasSucceeded { get; private set; }

    /// <summary>It is not tried, for this reason.</summary>
    public void Leave(string reason)
    {
        IsHindered = true;
        End(EdgeState.Left, reason, reason);
    }

    /// <summary>Finds what the destination lacks. Failures are settled.</summary>
    public Task PrepareAsync(CancellationToken cancel) => TryAsync(async () =>
    {
        if (_edges.Count > 0) _steps = await new ClosureWalk(source, repository, root.Digest, withAttached, cancel).FindAsync().ConfigureAwait(false);
        foreach (var place in _attachments)
            await TryAttachAsync(place, () => PrepareAsync(place, cancel)).ConfigureAwait(false);
    });

    /// <summary>Puts it, as its blobs arrive. Failures are settled.</summary>
    public Task FinishAsync(BlobArrivals arrivals, CancellationToken cancel) => TryAsync(async () =>
    {
        foreach (var step in _steps.SkipLast(1)) await PutAsync(step, arrivals, cancel).ConfigureAwait(false);
        foreach (var (place, steps) in _attached)
            await TryAttachAsync(place, () => AttachAsync(place, steps, arrivals, cancel)).ConfigureAwait(false);
        if (_edges.Count == 0) return;
        if (_unattached is not null)
        {
            End(EdgeState.Failed, $"it is not put, since it would lack what is attached to it: {_unattached}", _unattached);
            return;
        }
        foreach (var step in _steps.TakeLast(1)) await PutAsync(step, arrivals, cancel).ConfigureAwait(false);
        foreach (var place in _edges) await TagAsync(place, cancel).ConfigureAwait(false);
        HasSucceeded = true;
    });

    private async Task PrepareAsync(int place, CancellationToken cancel)
    {
        var attachment = outcomes.Attachments[place];
        if (await repository.FindAsync(attachment.Tag, cancel).ConfigureAwait(false) is not null)
        {
            outcomes.SettleAttachment(place, EdgeState.Present, null);
            return;
        }
        var walk = new ClosureWalk(source, repository, attachment.Digest, withAttached, cancel);
        _attached.Add((place, await walk.FindAttachedAsync(new AttachedManifest(attachment.Digest, attachment.Tag)).ConfigureAwait(false)));
    }

    private async Task AttachAsync(int place, List<PutStep> steps, BlobArrivals arrivals, CancellationToken cancel)
    {
        Digest? there = null;
        foreach (var step in steps) there = await PutAsync(step, arrivals, cancel).ConfigureAwait(false);
        // It may be attached to a part of another image, too, whose turn came first: then it is this run that put it.
        var isOurs = there is null || there == outcomes.Attachments[place].Digest;
        outcomes.SettleAttachment(place, isOurs ? EdgeState.Copied : EdgeState.Present, null);
        HasSucceeded = true;
    }

    /// <returns>What its tag named before; null when nothing, or when it has none.</returns>
    private async Task<Digest?> PutAsync(PutStep step, BlobArrivals arrivals, CancellationToken cancel)
    {
        if (step.Tag is not null) return await repository.TagAsync(step.Manifest, step.Tag, cancel).ConfigureAwait(false);
        await repository.PutAsync(step.Manifest, arrivals, cancel).ConfigureAwait(false);
        return null;
    }

    private async Task TagAsync(int place, CancellationToken cancel)
    {
        if (outcomes.Edges[place].Tag is not { } tag)
        {
            outcomes.SettleEdge(place, _steps.Count > 0 ? EdgeState.Copied : EdgeState.Present, null);
            return;
        }
        var manifest = await source.FindAsync(root.Digest, cancel).ConfigureAwait(false) ?? throw source.Gone(root.Digest);
        var there = await repository.TagAsync(manifest, tag, cancel).ConfigureAwait(false);
        if (there is null) outcomes.SettleEdge(place, EdgeState.Copied, null);
        else if (there == root.Digest) outcomes.SettleEdge(place, EdgeState.Present, null);
        else outcomes.SettleEdge(place, EdgeState.Failed, $"{repository.TitleOf(tag)} is {there} by now: somebody has put it since the plan was made, and no tag is moved; make a new plan");
    }

    private async Task TryAsync(Func<Task> body)
    {
        if (_hasEnded) return;
        try
        {
            await body().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            Note(e);
            End(EdgeState.Failed, e.Message, $"what it is attached to could not be promoted: {e.Message}");
        }
    }

    private async Task TryAttachAsync(int place, Func<Task> body)
    {
        try
        {
            await body().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            Note(e);
            // The list of what refers to it is another matter: what it lists goes along by itself, and such lists go stale.
            if (outcomes.Attachments[place].Tag != AttachedTag.OfReferrers(root.Digest)) _unattached = e.Message;
            outcomes.SettleAttachment(place, EdgeState.Failed, e.Message);
        }
    }

    private void Note(IOException e)
    {
        IsHindered |= e is not PromotionSourceException;
        if (e is RegistryException { IsTransient: true }) Trouble = e.Message;
    }

    private void End(EdgeState state, string reason, string ofAttachments)
    {
        _hasEnded = true;
        foreach (var place in _edges) outcomes.SettleEdge(place, state, reason);
        foreach (var place in _attachments) outcomes.SettleAttachment(place, EdgeState.Left, ofAttachments);
    }
}
