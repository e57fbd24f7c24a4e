using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>One plan being applied: several images at the same time, and their destinations together.</summary>
internal sealed class ApplyRun
{
    /// <summary>Images at the same time; each has its own part of <see cref="PromotionOptions.Jobs"/> and of the memory for blobs.</summary>
    private const int MaxImages = 4;

    private readonly RegistryClients _registries;
    private readonly PromotionOptions _options;
    private readonly CancellationToken _cancel;
    private readonly TimeProvider _time;
    private readonly Outcomes _outcomes;
    private readonly ManifestShelf _shelf = new();
    private readonly SortedDictionary<string, TargetState> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ImageWork> _images;
    private readonly BatchRun _batches;
    private readonly int _together;

    public ApplyRun(RegistryClients registries, PromotionOptions options, TimeProvider time, PromotionPlan plan, IPromotionObserver observer, CancellationToken cancel)
    {
        (_registries, _options, _time, _cancel) = (registries, options, time, cancel);
        _outcomes = new Outcomes(plan, observer);
        var hosts = new Dictionary<string, TargetHost>(StringComparer.OrdinalIgnoreCase);
        foreach (var to in plan.Edges.Select(edge => edge.To).Concat(plan.Attachments.Select(attachment => attachment.To)))
        {
            if (_targets.ContainsKey(to.Name)) continue;
            if (!hosts.TryGetValue(to.Host, out var host)) hosts.Add(to.Host, host = new TargetHost(registries.Of(to.Host)));
            _targets.Add(to.Name, new TargetState(to, host, observer, time));
        }
        foreach (var edge in plan.Edges)
            if (AttachedTag.TryParse(edge.Tag, out _)) _targets[edge.To.Name].Host.Promoted.Add((edge.To.RepositoryOf(edge.Image), edge.Tag!));
        _images = new ConcurrentQueue<ImageWork>(ImageWork.Of(_outcomes));
        _together = Math.Clamp(_images.Count, 1, MaxImages);
        var all = new CopyOptions();
        _batches = new BatchRun(
            all with { Jobs = Math.Max(1, options.Jobs / _together), BufferBytes = all.BufferBytes / _together, MaxFailuresInARow = 3 }, observer, time, cancel);
    }

    /// <summary>Applies it.</summary>
    public async Task<PromotionReport> RunAsync()
    {
        var (started, begun) = (_time.GetUtcNow(), _time.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, _together).Select(_ => Task.Run(WorkAsync, CancellationToken.None))).ConfigureAwait(false);
        foreach (var target in _targets.Values) await target.Lane.ConfigureAwait(false);
        var (edges, attachments, isWhole) = _outcomes.Finish("the run was ended before it was its turn");
        return new PromotionReport(started, _time.GetElapsedTime(begun), edges, attachments, [.. _targets.Values.Select(target => target.Outcome())], !isWhole);
    }

    private async Task WorkAsync()
    {
        while (!_cancel.IsCancellationRequested && _images.TryDequeue(out var image))
        {
            var source = new SourceImage(_registries.Of(image.From.Host), image.From.RepositoryOf(image.Image));
            foreach (var batch in image.Batches())
            {
                if (_cancel.IsCancellationRequested) return;
                await RunAsync(image, source, batch).ConfigureAwait(false);
            }
        }
    }

    private async Task RunAsync(ImageWork image, SourceImage source, IReadOnlyList<RootWork> batch)
    {
        var targets = Targets(batch);
        var together = targets.FindAll(target => !target.IsAlone);
        // Nobody who hands out work waits for one destination, if there are others that wait for theirs.
        if (together.Count == 1 && _targets.Count > 1) together.Clear();
        foreach (var target in targets.Except(together))
            target.DoAlone(() => _cancel.IsCancellationRequested ? Task.CompletedTask : _batches.RunAsync(source, Courses(image, source, batch, [target])));
        if (together.Count > 0) await _batches.RunAsync(source, Courses(image, source, batch, together)).ConfigureAwait(false);
    }

    private List<TargetState> Targets(IReadOnlyList<RootWork> batch)
    {
        var edges = batch.SelectMany(root => root.Edges).Select(place => _outcomes.Edges[place].To);
        var attachments = batch.SelectMany(root => root.Attachments).Select(place => _outcomes.Attachments[place].To);
        return [.. edges.Concat(attachments).Distinct().Select(to => _targets[to.Name])];
    }

    private List<Course> Courses(ImageWork image, SourceImage source, IReadOnlyList<RootWork> batch, List<TargetState> targets)
    {
        var manifests = new SourceManifests(source, _shelf);
        return targets.ConvertAll(target =>
        {
            var repository = new TargetRepository(target, manifests, target.To.RepositoryOf(image.Image));
            return new Course(repository, [.. batch.Select(root => new RootCourse(root, _outcomes, manifests, repository, _options.Signatures.GoTo(target.To)))], _time);
        });
    }
}
