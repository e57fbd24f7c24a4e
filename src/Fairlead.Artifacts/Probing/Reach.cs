namespace Fairlead.Artifacts.Probing;

/// <summary>From where an address can be reached; each reaches less far than the one before.</summary>
internal enum Reach
{
    /// <summary>From everywhere.</summary>
    World,

    /// <summary>From one site's networks: RFC 1918, RFC 6598, RFC 4193.</summary>
    Site,

    /// <summary>From this machine or its own link: loopback, and link-local, where clouds keep their metadata services.</summary>
    Machine,
}
