using System.Collections.Concurrent;
using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Planning;

/// <summary>
/// Compares what manifests say with what stores hold: one listing a store, and then what each file that is there has for a content. Reads only.
/// </summary>
/// <param name="stores">The stores.</param>
/// <param name="digests">Who knows what a file is.</param>
/// <param name="jobs">Files looked at at the same time.</param>
/// <param name="time">The clock.</param>
public sealed class FilePlanner(FilestoreClients stores, ObjectDigests digests, int jobs, TimeProvider time)
{
    /// <summary>
    /// Makes the plan. Decided in this order: the destination has the file, byte for byte: present. It has another one under that name: differs, unless it
    /// may be overwritten. The source hasn't got it: lost. Else copy. A destination's file that is wanted with two contents differs, whatever is there. What
    /// can't be read, a source's file that is known to be another one, and what would be put into a source, are in the plan's failures, and the rest goes on.
    /// </summary>
    /// <param name="wanted">What is wanted; the same may come again.</param>
    /// <param name="overwrite">Whether other files may be overwritten.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="cancel">Ends it; the plan is none then.</param>
    public async Task<FilePlan> PlanAsync(IEnumerable<WantedFile> wanted, bool overwrite, IFilePlanObserver observer, CancellationToken cancel)
    {
        var made = time.GetUtcNow();
        var all = wanted.ToList();
        var (single, disputed) = Split(all);
        var contents = await ListAsync(single, cancel).ConfigureAwait(false);
        var decider = new FileDecider(contents, new SourcePlaces(all.Select(one => one.From).DistinctBy(from => from.Text)), digests, overwrite);
        var edges = new ConcurrentBag<FileEdge>(disputed);
        var failures = new ConcurrentDictionary<(string Store, string Message), long>();
        var decided = 0L;
        await Parallel.ForEachAsync(single, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel }, async (one, ended) =>
        {
            try
            {
                edges.Add(await decider.DecideAsync(one, ended).ConfigureAwait(false));
            }
            catch (StoreException e)
            {
                var store = contents[one.To.Text].Failure is null && contents[one.From.Text].Failure is not null ? one.From : one.To;
                failures.AddOrUpdate((store.Text, e.Message), 1, static (_, before) => before + 1);
            }
            observer.Decided(Interlocked.Increment(ref decided), single.Count);
        }).ConfigureAwait(false);
        var told = failures.Select(one => new FilePlanFailure(one.Key.Store, one.Value, one.Key.Message)).OrderBy(one => one.Store, StringComparer.Ordinal).ThenBy(one => one.Message, StringComparer.Ordinal).ToList();
        told.ForEach(observer.Failed);
        return new FilePlan
        {
            Made = made,
            Edges = [.. edges.OrderBy(edge => edge.To.Text, StringComparer.Ordinal).ThenBy(edge => edge.File, StringComparer.Ordinal).ThenBy(edge => edge.Digest)],
            Failures = told,
        };
    }

    /// <summary>What is wanted once, each object once, and the edges of objects that are wanted with two contents.</summary>
    private static (List<WantedFile> Single, List<FileEdge> Disputed) Split(IEnumerable<WantedFile> wanted)
    {
        var (single, disputed) = (new List<WantedFile>(), new List<FileEdge>());
        foreach (var group in wanted.GroupBy(one => one.Target, StringComparer.Ordinal))
        {
            var contents = group.DistinctBy(one => one.Digest).ToList();
            if (contents.Count == 1) single.Add(contents[0]);
            else disputed.AddRange(contents.Select(one => new FileEdge(one.File, one.Digest, one.From, one.To, FileAction.Differs) { Reason = Dispute(one.Digest, contents) }));
        }
        return (single, disputed);
    }

    private static string Dispute(Digest one, List<WantedFile> all)
    {
        var other = all.First(wanted => wanted.Digest != one);
        return $"the manifests want it with another content, too: {other.Digest.Hex} of {other.From}";
    }

    private async Task<Dictionary<string, StoreContents>> ListAsync(List<WantedFile> wanted, CancellationToken cancel)
    {
        var names = new Dictionary<string, (StoreUrl Url, HashSet<string> Names)>(StringComparer.Ordinal);
        foreach (var one in wanted)
        {
            Add(one.From, one.File);
            Add(one.To, one.File);
        }
        var listed = await Task.WhenAll(names.Values.Select(one => Task.Run(() => StoreContents.ListAsync(stores, one.Url, one.Names, cancel), cancel))).ConfigureAwait(false);
        return listed.ToDictionary(one => one.Url.Text, StringComparer.Ordinal);

        void Add(StoreUrl url, string file)
        {
            if (!names.TryGetValue(url.Text, out var known)) names[url.Text] = known = (url, new HashSet<string>(StringComparer.Ordinal));
            known.Names.Add(file);
        }
    }
}
