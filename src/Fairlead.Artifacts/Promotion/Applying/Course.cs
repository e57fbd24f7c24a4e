using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>The way of a batch into one destination.</summary>
/// <param name="repository">The destination's repository.</param>
/// <param name="roots">The batch, as far as it goes there.</param>
/// <param name="time">The run's clock.</param>
internal sealed class Course(TargetRepository repository, IReadOnlyList<RootCourse> roots, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>The destination's repository.</summary>
    public TargetRepository Repository => repository;

    /// <summary>The blobs that it lacks, with their sizes; known when it is prepared.</summary>
    public IReadOnlyDictionary<Digest, long> Lacking { get; private set; } = new Dictionary<Digest, long>();

    /// <summary>How many bytes they are, as far as that is known.</summary>
    public double LackingBytes => Lacking.Values.Sum(size => (double)Math.Max(0, size));

    /// <summary>Whether the destination has taken all that it was offered.</summary>
    public bool IsSound => !roots.Any(root => root.IsHindered);

    /// <summary>Finds what the destination lacks.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        if (repository.Target.Failure is { } failure)
        {
            foreach (var root in roots) root.Leave(failure);
            return;
        }
        await Task.WhenAll(roots.Select(root => root.PrepareAsync(cancel))).ConfigureAwait(false);
        Lacking = await repository.LackingAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Puts everything as its blobs arrive.</summary>
    public async Task FinishAsync(BlobArrivals arrivals, CancellationToken cancel)
    {
        await Task.WhenAll(roots.Select(root => root.FinishAsync(arrivals, cancel))).ConfigureAwait(false);
        repository.Target.CountBatch(_begun, roots.Select(root => root.Trouble).FirstOrDefault(trouble => trouble is not null), roots.Any(root => root.HasSucceeded));
    }
}
