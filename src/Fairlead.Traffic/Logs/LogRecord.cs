using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Logs;

/// <summary>
/// One request as a line of a log tells it. The spans are parts of the line, or of its reader's own room, and are good until the next line is read:
/// a client's address never gets further than whoever is given this.
/// </summary>
public ref struct LogRecord
{
    /// <summary>The greatest <see cref="Time"/>: the last second of 9999, where dates end.</summary>
    public const long LastTime = 253_402_300_799;

    /// <summary>When it was, in seconds since 1970, UTC; never negative, nor after <see cref="LastTime"/>.</summary>
    public long Time;

    /// <summary>What it did.</summary>
    public RequestMethod Method;

    /// <summary>Status of the answer, 100 to 599.</summary>
    public int Status;

    /// <summary>Bytes sent to the client, as the format counts them; never negative.</summary>
    public long Bytes;

    /// <summary>Whether <see cref="Client"/> is set: a log without addresses has <see cref="Facts"/> instead, some lines have neither.</summary>
    public bool HasClient;

    /// <summary>The client's address.</summary>
    public IpAddress Client;

    /// <summary>What a log that has no addresses says of the client; all empty in others.</summary>
    public LoggedFacts Facts;

    /// <summary>Who answered, as the log names it: a bucket, a host without its port, or the name of a mirror or an upstream. Empty where the format doesn't say.</summary>
    public ReadOnlySpan<byte> Backend;

    /// <summary>Path and query, beginning with a slash, percent-encoded as it came or as the format has it. May be empty.</summary>
    public ReadOnlySpan<byte> Target;

    /// <summary>What tells this request from every other, for finding lines that are there twice. Empty where the format has nothing.</summary>
    public ReadOnlySpan<byte> RequestId;
}
