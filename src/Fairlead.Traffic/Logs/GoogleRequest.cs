namespace Fairlead.Traffic.Logs;

/// <summary>What is wanted of an entry's <c>httpRequest</c>, as it stands there. A number is -1 where it is none, and 0 where there is none: protocol buffers leave zeros out of JSON.</summary>
internal ref struct GoogleRequest
{
    /// <summary>Whether the entry has one.</summary>
    public bool IsSet;

    /// <summary><c>requestMethod</c>.</summary>
    public ReadOnlySpan<byte> Method;

    /// <summary><c>requestUrl</c>.</summary>
    public ReadOnlySpan<byte> Url;

    /// <summary><c>remoteIp</c>.</summary>
    public ReadOnlySpan<byte> Client;

    /// <summary><c>status</c>.</summary>
    public long Status;

    /// <summary><c>responseSize</c>.</summary>
    public long Bytes;
}
