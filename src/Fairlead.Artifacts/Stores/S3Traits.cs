namespace Fairlead.Artifacts.Stores;

/// <summary>What this server was found not to know: it said 501 NotImplemented, and is not asked for it again. Thread-safe.</summary>
internal sealed class S3Traits
{
    private volatile bool _refusesConditions;
    private volatile bool _refusesChecksums;
    private volatile bool _knowsConditions;

    /// <summary>Whether puts may carry If-None-Match and If-Match.</summary>
    public bool Conditions => !_refusesConditions;

    /// <summary>Whether a put with a condition has succeeded.</summary>
    public bool HasProvenConditions
    {
        get => _knowsConditions;
        set => _knowsConditions = value;
    }

    /// <summary>Whether puts may carry x-amz-checksum-sha256. The payload's hash is signed in any case.</summary>
    public bool Checksums => !_refusesChecksums;

    /// <summary>Learns from a 501; false when there is nothing left to do without.</summary>
    public bool Learn(bool hadCondition)
    {
        if (hadCondition && Conditions)
        {
            _refusesConditions = true;
            return true;
        }
        if (!Checksums) return false;
        _refusesChecksums = true;
        return true;
    }
}
