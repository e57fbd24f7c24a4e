namespace Fairlead.Artifacts.Promotion.Recording;

/// <summary>What is kept of a run that was to change something, for whoever asks later what was done, by whom, and what had been there before.</summary>
public sealed record RunRecord
{
    /// <summary>Its own, of <see cref="RunId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What was run: <c>promote images</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The program's version.</summary>
    public required string Program { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>How far it has come.</summary>
    public RunState State { get; init; } = RunState.Begun;

    /// <summary>When it ended; null while it hasn't.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What the program exits with; null while it hasn't ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>By whom.</summary>
    public required RecordedActor By { get; init; }

    /// <summary>What it was told to do: manifests, a plan.</summary>
    public required IReadOnlyList<RecordedFile> Files { get; init; }

    /// <summary>What the hook said; null where there was none.</summary>
    public RecordedHook? Hook { get; init; }

    /// <summary>Whether the mirrors have it too; false while they are filled; null where that was not asked for, or nothing was copied.</summary>
    public bool? IsSynced { get; init; }

    /// <summary>What was to be done, and what came of it.</summary>
    public required IRecordedWork Work { get; init; }
}
