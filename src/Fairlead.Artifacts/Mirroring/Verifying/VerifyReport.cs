using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;

namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What a verification came to.</summary>
/// <param name="Options">What was asked for.</param>
public sealed record VerifyReport(VerifyOptions Options)
{
    /// <summary>The job's name; empty where there is only one.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the sources are made of; null without sources.</summary>
    public CopyTotals? Wanted { get; init; }

    /// <summary>What of the sources could not be walked, so that its blobs are not known; nothing is called extra then.</summary>
    public IReadOnlyList<WalkFailure> WalkFailures { get; init; } = [];

    /// <summary>One each, in the job's order.</summary>
    public IReadOnlyList<DestinationVerdict> Destinations { get; init; } = [];

    /// <summary>What a repair could not copy.</summary>
    public IReadOnlyList<CopyFailure> CopyFailures { get; init; } = [];

    /// <summary>Whether it was ended before everything was looked at: what was found by then is in it.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Whether everything is as it has to be, by now.</summary>
    public bool IsGood => !IsInterrupted && WalkFailures.Count == 0 && !Destinations.Any(one => one.IsWrong(Options.Strict));
}
