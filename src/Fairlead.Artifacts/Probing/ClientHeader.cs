namespace Fairlead.Artifacts.Probing;

/// <summary>The header in which a proxy tells a redirector who the client is.</summary>
public enum ClientHeader
{
    /// <summary><c>X-Forwarded-For: ADDRESS</c>.</summary>
    XForwardedFor,

    /// <summary><c>X-Real-IP: ADDRESS</c>.</summary>
    XRealIp,

    /// <summary><c>Forwarded: for=ADDRESS</c> (RFC 7239).</summary>
    Forwarded,
}
