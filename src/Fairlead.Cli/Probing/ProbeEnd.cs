namespace Fairlead.Cli.Probing;

/// <summary>How a probe ended.</summary>
internal enum ProbeEnd
{
    /// <summary>Everything was asked for.</summary>
    Done,

    /// <summary>Somebody ended it.</summary>
    Interrupted,

    /// <summary>It took too long.</summary>
    Late,
}
