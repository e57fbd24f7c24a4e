namespace Fairlead.Traffic.Logs;

/// <summary>What a request did, as far as traffic tells methods apart (RFC 9110 section 9.3).</summary>
public enum RequestMethod : byte
{
    /// <summary>GET: its bytes are the content.</summary>
    Get,

    /// <summary>HEAD: it has no content.</summary>
    Head,

    /// <summary>Any other: what fills and lists buckets, and noise.</summary>
    Other,
}
