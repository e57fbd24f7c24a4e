namespace Fairlead.Traffic.Logs;

/// <summary>What a line of a log turned out to be.</summary>
public enum LineOutcome : byte
{
    /// <summary>A request: the record is filled in.</summary>
    Request,

    /// <summary>Part of the format that is no request: a heading, a comment, an empty line, an entry of another kind of event.</summary>
    Ignored,

    /// <summary>Not what the format says: <see cref="LogFormat.Problem"/> says why.</summary>
    Bad,
}
