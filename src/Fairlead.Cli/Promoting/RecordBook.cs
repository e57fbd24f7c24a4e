using Fairlead.Artifacts.Promotion.Recording;

namespace Fairlead.Cli.Promoting;

/// <summary>The record of one run, as it goes on. What can't be recorded is said.</summary>
/// <param name="place">Where it is kept.</param>
/// <param name="verb">What is run.</param>
/// <param name="began">When the run began.</param>
/// <param name="files">What it was told to do.</param>
/// <param name="work">What is to be done.</param>
/// <param name="time">The clock.</param>
internal sealed class RecordBook(RecordPlace place, string verb, DateTimeOffset began, IReadOnlyList<RecordedFile> files, IRecordedWork work, TimeProvider time)
{
    /// <summary>How long keeping it may take when everything is done, an interruption or not.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly RecordKeeper _keeper = new(place, time);
    private bool _isKept;

    private RunRecord _record = new()
    {
        Id = RunId.Create(began),
        Verb = verb,
        Program = typeof(RecordBook).Assembly.GetName().Version?.ToString(3) ?? "",
        Began = began,
        By = new ActorReader(Environment.GetEnvironmentVariable).Read(),
        Files = files,
        Work = work,
    };

    /// <summary>Where the record is.</summary>
    private string Place => _keeper.PlaceOf(_record);

    /// <summary>What the hook said.</summary>
    public RecordedHook? Hook
    {
        get => _record.Hook;
        set => _record = _record with { Hook = value };
    }

    /// <summary>Whether the mirrors have it too.</summary>
    public bool? IsSynced
    {
        get => _record.IsSynced;
        set => _record = _record with { IsSynced = value };
    }

    /// <summary>What was to be done, and what came of it.</summary>
    public IRecordedWork Work
    {
        get => _record.Work;
        set => _record = _record with { Work = value };
    }

    /// <summary>Records that the run is about to begin; false when it can't be, and nothing may be done then.</summary>
    public async Task<bool> TryBeginAsync(CancellationToken cancel)
    {
        try
        {
            await _keeper.KeepAsync(_record, cancel).ConfigureAwait(false);
            return _isKept = true;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of($"nothing was copied, since it can't be recorded: {e.Message}; say where else, with --record")}").ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Records what came of it, an interruption or not; what can't be recorded is not good.</summary>
    /// <returns>The outcome with its record.</returns>
    public async Task<T> EndAsync<T>(T outcome)
        where T : PromotionOutcome
    {
        _record = _record with { State = outcome.State, Ended = time.GetUtcNow(), ExitCode = outcome.IsGood ? ExitCode.Done : ExitCode.Failed };
        using var patience = new CancellationTokenSource(s_patience, time);
        try
        {
            await _keeper.KeepAsync(_record, patience.Token).ConfigureAwait(false);
            _isKept = true;
            return (T)((PromotionOutcome)outcome with { Record = Place });
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            var why = e is OperationCanceledException ? $"it took longer than {s_patience.TotalSeconds} s" : e.Message;
            await Console.Error.WriteLineAsync($"fairlead: {TerminalText.Of(_isKept ? $"the record {Place} doesn't say how the run ended: {why}" : $"the run isn't recorded: {why}; say where else, with --record")}").ConfigureAwait(false);
            return (T)((PromotionOutcome)outcome with { Record = null, IsGood = false });
        }
    }
}
