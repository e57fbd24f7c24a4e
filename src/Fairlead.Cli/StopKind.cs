namespace Fairlead.Cli;

/// <summary>Who asks a server to stop.</summary>
internal enum StopKind
{
    /// <summary>A person at a terminal (SIGINT): nobody's balancer has to notice.</summary>
    Interrupt,

    /// <summary>A supervisor (SIGTERM).</summary>
    Terminate,
}
