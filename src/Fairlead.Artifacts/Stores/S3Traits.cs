namespace Fairlead.Artifacts.Stores;

/// <summary>What this server was found not to know, as by a 501 NotImplemented, or to do otherwise than others. It is asked accordingly from then on. Thread-safe.</summary>
/// <param name="dialect">What is known of it before it is asked.</param>
internal sealed class S3Traits(StoreDialect dialect)
{
    private volatile bool _refusesConditions;
    private volatile bool _refusesChecksums = !dialect.HasChecksums;
    private volatile bool _knowsConditions;
    private volatile bool _comparesBareETags;

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

    /// <summary>
    /// Whether If-Match of a put has to be without its quotes: Ceph's radosgw 16 compares it as it stands, against RFC 9110, 13.1.1.
    /// </summary>
    public bool ComparesBareETags
    {
        get => _comparesBareETags;
        set => _comparesBareETags = value;
    }

    /// <summary>
    /// Learns from a 501; false when there was nothing in the request to do without: Cloud Storage's conditions are its own, and no put goes without them.
    /// Several may learn the same at once.
    /// </summary>
    /// <param name="hadCondition">Whether it was answered to a request with a condition,</param>
    /// <param name="hadChecksum">and with a checksum.</param>
    public bool Learn(bool hadCondition, bool hadChecksum)
    {
        if (dialect == StoreDialect.Google) return false;
        if (hadCondition) _refusesConditions = true;
        else if (hadChecksum) _refusesChecksums = true;
        return hadCondition || hadChecksum;
    }
}
