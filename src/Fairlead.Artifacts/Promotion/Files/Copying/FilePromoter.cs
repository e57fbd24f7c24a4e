using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Promotion.Applying;
using Fairlead.Artifacts.Promotion.Files.Planning;
using Fairlead.Artifacts.Promotion.Files.Reading;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>
/// Applies plans of files: one read of each file for all destinations that lack it. Nothing becomes visible whose SHA-256 is not the manifest's, and a file
/// that has come to a destination meanwhile is not overwritten, as far as its store knows conditions; else there is a moment between the last look and the
/// put. What was interrupted is continued by the next run. Nothing is ever removed, and nothing put into a source.
/// </summary>
/// <param name="stores">The stores.</param>
/// <param name="digests">Who knows what a file is.</param>
/// <param name="options">How files are copied.</param>
/// <param name="time">The clock.</param>
public sealed class FilePromoter(FilestoreClients stores, ObjectDigests digests, CopyOptions options, TimeProvider time)
{
    /// <summary>
    /// Applies a plan that was made, or checked, in this run and that has nothing refused. What fails is in the report, and the rest goes on. Ended by
    /// <paramref name="cancel"/>, it tells what was done.
    /// </summary>
    public async Task<FileReport> ApplyAsync(FilePlan plan, IFileCopyObserver observer, CancellationToken cancel)
    {
        if (plan.Refused.Any()) throw new ArgumentException("a plan with something refused is not applied", nameof(plan));
        var (started, since) = (time.GetUtcNow(), time.GetTimestamp());
        var edges = plan.Copies.ToList();
        observer.Planned(CopyTotals.Of(edges.Select(edge => edge.Size ?? -1)));
        var outcomes = new ConcurrentDictionary<FileEdge, FileOutcome>(ReferenceEqualityComparer.Instance);
        var sources = new ConcurrentDictionary<string, FileSource>(StringComparer.Ordinal);
        var read = default(CopyTotals);
        foreach (var round in FilePiece.Rounds(plan))
        {
            if (cancel.IsCancellationRequested) break;
            var report = await CopyAsync(round, sources, outcomes, observer, cancel).ConfigureAwait(false);
            read = new CopyTotals(read.Blobs + report.Read.Blobs, read.Bytes + report.Read.Bytes);
        }
        var isInterrupted = cancel.IsCancellationRequested && outcomes.Count < edges.Count;
        return new FileReport(
            started, time.GetElapsedTime(since), read, [.. edges.Select(edge => outcomes.GetValueOrDefault(edge) ?? new FileOutcome(edge, EdgeState.Left, "the run was ended before it"))], isInterrupted);
    }

    private Task<CopyReport> CopyAsync(
        IReadOnlyList<FilePiece> round, ConcurrentDictionary<string, FileSource> sources, ConcurrentDictionary<FileEdge, FileOutcome> outcomes, IFileCopyObserver observer,
        CancellationToken cancel)
    {
        var targets = round.SelectMany(piece => piece.Edges).GroupBy(edge => edge.To.Text, StringComparer.Ordinal).ToDictionary(edges => edges.Key, edges => Target(edges, round, sources), StringComparer.Ordinal);
        var blobs = round.Select(piece => new WantedBlob(piece.Digest, piece.Size, [new BlobLocation(SourceOf(piece.From, sources), piece.File)])).ToList();
        return new BlobCopier(options, time).CopyAsync(
            blobs, [.. targets.Values.Select(target => new Destination(target, KeyTemplate.Default))], dryRun: false, new RoundObserver(targets, outcomes, observer), cancel);
    }

    private FileTarget Target(IEnumerable<FileEdge> edges, IReadOnlyList<FilePiece> round, ConcurrentDictionary<string, FileSource> sources)
    {
        var wanted = edges.ToDictionary(edge => edge.Digest);
        var others = round.Where(piece => !wanted.ContainsKey(piece.Digest)).Select(piece => (piece.Digest, piece.Size)).ToList();
        return new FileTarget(stores.Get(wanted.Values.First().To), wanted, others, digests, edge => SourceOf(edge.From, sources).TypeOf(edge.File));
    }

    private FileSource SourceOf(StoreUrl url, ConcurrentDictionary<string, FileSource> sources) => sources.GetOrAdd(url.Text, _ => new FileSource(stores.Get(url)));
}
