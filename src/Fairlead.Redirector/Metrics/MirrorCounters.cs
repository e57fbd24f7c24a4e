namespace Fairlead.Redirector.Metrics;

/// <summary>What happened with one mirror, or with one upstream that was asked whether it holds something.</summary>
internal sealed class MirrorCounters(string name)
{
    /// <summary>Names of the HEAD results, by index.</summary>
    public static readonly string[] HeadResults = ["unknown", "absent", "present", "over-budget"];

    /// <summary>Index in <see cref="HeadResults"/> of a HEAD that was not sent, because the second's budget was spent.</summary>
    public const int OverBudget = 3;

    // What requests count comes first: the first eight are one cache line.
    private const int CacheMiss = 0;
    private const int CacheHit = 1;
    private const int InventoryAbsent = 2;
    private const int InventoryPresent = 3;
    private const int Redirect = 4;
    private const int Answer = 5;
    private const int AnswerNanoseconds = 6;
    private const int InventoryUnreachable = 7;
    private const int InventoryRefused = 8;

    private readonly StripedCounters _heads = new(HeadResults.Length);
    private readonly StripedCounters _counts = new(InventoryRefused + 1);
    private long _missing;
    private long _probesFailed;

    public string Name => name;

    /// <summary>Blobs that clients of this mirror asked for and no mirror of theirs held; counted where it should have been, the nearest.</summary>
    public long Missing => Volatile.Read(ref _missing);

    /// <summary>Clients that were sent there.</summary>
    public long Redirects => _counts.Read(Redirect);

    /// <summary>Health probes that failed.</summary>
    public long ProbesFailed => Volatile.Read(ref _probesFailed);

    /// <summary>Look-ups that the mirror's inventory answered.</summary>
    public long ReadInventoryAnswers(bool isPresent) => _counts.Read(isPresent ? InventoryPresent : InventoryAbsent);

    /// <summary>Inventories that were refused, or could not be had.</summary>
    public long ReadInventoryFailures(bool isRefused) => _counts.Read(isRefused ? InventoryRefused : InventoryUnreachable);

    public void CountInventoryAnswer(bool isPresent) => _counts.Add(isPresent ? InventoryPresent : InventoryAbsent);

    public void CountInventoryFailure(bool isRefused) => _counts.Add(isRefused ? InventoryRefused : InventoryUnreachable);

    /// <summary>Counts a look-up in the presence cache.</summary>
    public void CountLookUp(bool isKnown) => _counts.Add(isKnown ? CacheHit : CacheMiss);

    /// <summary>Counts a HEAD that was answered with present or absent, and how long that took.</summary>
    public void CountAnswer(double seconds)
    {
        _counts.Add(Answer);
        _counts.Add(AnswerNanoseconds, (long)(seconds * 1e9));
    }

    /// <summary>How often it was looked up, and how fast it answered.</summary>
    public MirrorTally Tally() => new(
        _counts.Read(CacheHit), _counts.Read(CacheMiss), _counts.Read(InventoryPresent) + _counts.Read(InventoryAbsent),
        _counts.Read(Answer), _counts.Read(AnswerNanoseconds));

    public void CountRedirect() => _counts.Add(Redirect);

    public void CountHead(int result) => _heads.Add(result);

    public long ReadHeads(int result) => _heads.Read(result);

    public void CountMissing() => Interlocked.Increment(ref _missing);

    public void CountFailedProbe() => Interlocked.Increment(ref _probesFailed);
}
