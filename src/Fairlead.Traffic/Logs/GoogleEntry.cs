namespace Fairlead.Traffic.Logs;

/// <summary>What is wanted of one of Google's log entries, as it stands there. A number is -1 where it is none, and 0 where there is none.</summary>
internal ref struct GoogleEntry
{
    /// <summary><c>logName</c>.</summary>
    public ReadOnlySpan<byte> Log;

    /// <summary><c>timestamp</c>.</summary>
    public ReadOnlySpan<byte> Time;

    /// <summary><c>insertId</c>.</summary>
    public ReadOnlySpan<byte> Id;

    /// <summary>What it says of a request.</summary>
    public GoogleRequest Request;
}
