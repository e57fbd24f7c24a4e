namespace Fairlead.Policy.Requests;

/// <summary>How a client address came to be known, or why it isn't (request rule 8). Counted, never an error.</summary>
public enum AddressOutcome : byte
{
    /// <summary>The connection's own address.</summary>
    Connection,

    /// <summary>From the configured header of a trusted proxy.</summary>
    Header,

    /// <summary>A trusted proxy sent no header, or fewer entries than there are hops: the client is unknown.</summary>
    Missing,

    /// <summary>The entry is not an address: the client is unknown.</summary>
    Malformed,

    /// <summary>A peer that is not trusted sent the header: it was ignored, the connection's address counts.</summary>
    Untrusted,

    /// <summary>The connection has no IP address (a Unix socket).</summary>
    Unaddressed,
}
