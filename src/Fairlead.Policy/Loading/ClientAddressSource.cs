namespace Fairlead.Policy.Loading;

/// <summary>Where the client's address is read from.</summary>
public enum ClientAddressSource
{
    /// <summary>The connection.</summary>
    Connection,

    /// <summary><c>X-Forwarded-For</c>.</summary>
    XForwardedFor,

    /// <summary><c>X-Real-IP</c>.</summary>
    XRealIp,

    /// <summary><c>Forwarded</c> (RFC 7239).</summary>
    Forwarded,
}
