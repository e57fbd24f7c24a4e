namespace Fairlead.Redirector.Metrics;

/// <summary>What happened with one mirror, or with one upstream that was asked whether it holds something.</summary>
internal sealed class MirrorCounters(string name)
{
    /// <summary>Names of the HEAD results, by index.</summary>
    public static readonly string[] HeadResults = ["unknown", "absent", "present", "over-budget"];

    /// <summary>Index in <see cref="HeadResults"/> of a HEAD that was not sent, because the second's budget was spent.</summary>
    public const int OverBudget = 3;

    private readonly StripedCounters _heads = new(HeadResults.Length);
    private readonly StripedCounters _inventory = new(4);
    private readonly StripedCounters _redirects = new(1);
    private long _missing;
    private long _probesFailed;

    public string Name => name;

    /// <summary>Blobs that clients of this mirror asked for and no mirror of theirs held; counted where it should have been, the nearest.</summary>
    public long Missing => Volatile.Read(ref _missing);

    /// <summary>Clients that were sent there.</summary>
    public long Redirects => _redirects.Read(0);

    /// <summary>Health probes that failed.</summary>
    public long ProbesFailed => Volatile.Read(ref _probesFailed);

    /// <summary>Look-ups that the mirror's inventory answered.</summary>
    public long ReadInventoryAnswers(bool isPresent) => _inventory.Read(isPresent ? 1 : 0);

    /// <summary>Inventories that were refused, or could not be had.</summary>
    public long ReadInventoryFailures(bool isRefused) => _inventory.Read(isRefused ? 3 : 2);

    public void CountInventoryAnswer(bool isPresent) => _inventory.Add(isPresent ? 1 : 0);

    public void CountInventoryFailure(bool isRefused) => _inventory.Add(isRefused ? 3 : 2);

    public void CountRedirect() => _redirects.Add(0);

    public void CountHead(int result) => _heads.Add(result);

    public long ReadHeads(int result) => _heads.Read(result);

    public void CountMissing() => Interlocked.Increment(ref _missing);

    public void CountFailedProbe() => Interlocked.Increment(ref _probesFailed);
}
