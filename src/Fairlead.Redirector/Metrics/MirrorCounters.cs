namespace Fairlead.Redirector.Metrics;

/// <summary>What happened with one mirror, or with one upstream that was asked whether it holds something.</summary>
internal sealed class MirrorCounters(string name)
{
    /// <summary>Names of the HEAD results, by index.</summary>
    public static readonly string[] HeadResults = ["unknown", "absent", "present", "over-budget"];

    /// <summary>Index in <see cref="HeadResults"/> of a HEAD that was not sent, because the second's budget was spent.</summary>
    public const int OverBudget = 3;

    private const int InventoryAbsent = 0;
    private const int InventoryPresent = 1;
    private const int InventoryUnreachable = 2;
    private const int InventoryRefused = 3;
    private const int CacheMiss = 4;
    private const int CacheHit = 5;
    private const int Answer = 6;
    private const int AnswerNanoseconds = 7;

    private readonly StripedCounters _heads = new(HeadResults.Length);
    private readonly StripedCounters _lookUps = new(AnswerNanoseconds + 1); // eight: one cache line
    private long _missing;
    private long _probesFailed;

    public string Name => name;

    /// <summary>Blobs that clients of this mirror asked for and no mirror of theirs held; counted where it should have been, the nearest.</summary>
    public long Missing => Volatile.Read(ref _missing);

    /// <summary>Health probes that failed.</summary>
    public long ProbesFailed => Volatile.Read(ref _probesFailed);

    /// <summary>Look-ups that the mirror's inventory answered.</summary>
    public long ReadInventoryAnswers(bool isPresent) => _lookUps.Read(isPresent ? InventoryPresent : InventoryAbsent);

    /// <summary>Inventories that were refused, or could not be had.</summary>
    public long ReadInventoryFailures(bool isRefused) => _lookUps.Read(isRefused ? InventoryRefused : InventoryUnreachable);

    public void CountInventoryAnswer(bool isPresent) => _lookUps.Add(isPresent ? InventoryPresent : InventoryAbsent);

    public void CountInventoryFailure(bool isRefused) => _lookUps.Add(isRefused ? InventoryRefused : InventoryUnreachable);

    /// <summary>Counts a look-up in the presence cache.</summary>
    public void CountLookUp(bool isKnown) => _lookUps.Add(isKnown ? CacheHit : CacheMiss);

    /// <summary>Counts a HEAD that was answered with present or absent, and how long that took.</summary>
    public void CountAnswer(double seconds)
    {
        _lookUps.Add(Answer);
        _lookUps.Add(AnswerNanoseconds, (long)(seconds * 1e9));
    }

    /// <summary>How often it was looked up, and how fast it answered.</summary>
    public MirrorTally Tally() => new(
        _lookUps.Read(CacheHit), _lookUps.Read(CacheMiss), _lookUps.Read(InventoryPresent) + _lookUps.Read(InventoryAbsent),
        _lookUps.Read(Answer), _lookUps.Read(AnswerNanoseconds));

    public void CountHead(int result) => _heads.Add(result);

    public long ReadHeads(int result) => _heads.Read(result);

    public void CountMissing() => Interlocked.Increment(ref _missing);

    public void CountFailedProbe() => Interlocked.Increment(ref _probesFailed);
}
