namespace Fairlead.Redirector.Status;

/// <summary>Whether clients are sent somewhere (request rule 11). In the order in which people want to know of it.</summary>
internal enum TargetState
{
    /// <summary>It does not answer; nobody is sent there.</summary>
    Closed,

    /// <summary>It did not answer once; the next answer decides.</summary>
    InDoubt,

    /// <summary>It may be used.</summary>
    Open,
}
