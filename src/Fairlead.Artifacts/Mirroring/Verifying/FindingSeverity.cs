namespace Fairlead.Artifacts.Mirroring.Verifying;

/// <summary>What a finding means.</summary>
public enum FindingSeverity
{
    /// <summary>Clients would not get what they ask for.</summary>
    Failure,

    /// <summary>They would, if not from here.</summary>
    Warning,

    /// <summary>It is no harm to them.</summary>
    Note,
}
