namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>What a copy came to.</summary>
/// <param name="Wanted">Blobs that were wanted, each once.</param>
/// <param name="Read">Blobs and bytes read from sources, second reads included.</param>
/// <param name="SecondReads">Reads for destinations that had fallen behind.</param>
/// <param name="Destinations">One each, in the order given.</param>
/// <param name="Failures">Every blob that a destination lacks still.</param>
public sealed record CopyReport(
    CopyTotals Wanted, CopyTotals Read, long SecondReads, IReadOnlyList<DestinationReport> Destinations, IReadOnlyList<CopyFailure> Failures);
