using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Probing;

namespace Fairlead.Cli;

/// <summary>What clients get through a redirector.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Blobs">What came of each blob.</param>
/// <param name="Known">How many there were to choose from.</param>
/// <param name="WalkFailures">What of the sources could not be walked.</param>
internal sealed record ThroughReport(ThroughPlan Plan, IReadOnlyList<BlobProbe> Blobs, int Known, IReadOnlyList<WalkFailure> WalkFailures)
{
    /// <summary>Whether it was ended before all blobs were asked for.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Whether everything was as it has to be, and there was something.</summary>
    public bool IsGood => !IsInterrupted && Blobs.Count > 0 && WalkFailures.Count == 0 && Blobs.All(blob => blob.Passed);

    /// <summary>Where the redirects ended, the most frequent first; null stands for nowhere.</summary>
    public IEnumerable<IGrouping<string?, BlobProbe>> Hosts => Blobs.GroupBy(blob => blob.Host).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
}
