namespace Fairlead.Traffic.Logs;

/// <summary>What is wanted of a line of the redirector's access log, as it stands there. A number is -1 where it is none, and 0 where there is none.</summary>
internal ref struct FairleadEntry
{
    /// <summary><c>time</c>.</summary>
    public ReadOnlySpan<byte> Time;

    /// <summary><c>method</c>.</summary>
    public ReadOnlySpan<byte> Method;

    /// <summary><c>path</c>, without a query.</summary>
    public ReadOnlySpan<byte> Path;

    /// <summary><c>status</c>.</summary>
    public long Status;

    /// <summary><c>rule</c>.</summary>
    public ReadOnlySpan<byte> Rule;

    /// <summary><c>mirror</c>.</summary>
    public ReadOnlySpan<byte> Mirror;

    /// <summary><c>location</c>.</summary>
    public ReadOnlySpan<byte> Location;
}
