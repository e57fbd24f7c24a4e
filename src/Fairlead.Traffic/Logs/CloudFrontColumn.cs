namespace Fairlead.Traffic.Logs;

/// <summary>What is wanted of a line of CloudFront's log.</summary>
internal enum CloudFrontColumn
{
    /// <summary>Something else.</summary>
    Unwanted,

    /// <summary>The day, UTC: <c>date</c>.</summary>
    Date,

    /// <summary>The time of day: <c>time</c>.</summary>
    Time,

    /// <summary>Both as seconds since 1970, with or without a fraction: <c>timestamp</c>.</summary>
    Seconds,

    /// <summary>Both as milliseconds since 1970: <c>timestamp(ms)</c>.</summary>
    Milliseconds,

    /// <summary>The client's address: <c>c-ip</c>.</summary>
    Client,

    /// <summary>Status of the answer: <c>sc-status</c>.</summary>
    Status,

    /// <summary>Bytes of the answer, headers too: <c>sc-bytes</c>.</summary>
    Bytes,

    /// <summary>The method: <c>cs-method</c>.</summary>
    Method,

    /// <summary>The path: <c>cs-uri-stem</c>.</summary>
    Path,

    /// <summary>The query, without its question mark: <c>cs-uri-query</c>.</summary>
    Query,

    /// <summary>The host that the client named: <c>x-host-header</c>.</summary>
    HostHeader,

    /// <summary>The distribution's own name: <c>cs(Host)</c>.</summary>
    Distribution,

    /// <summary>The request's id: <c>x-edge-request-id</c>.</summary>
    RequestId,
}
