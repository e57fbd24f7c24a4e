namespace Fairlead.Traffic.Simulation;

/// <summary>How much goes one way.</summary>
internal struct Flow
{
    /// <summary>Requests.</summary>
    public long Requests;

    /// <summary>Bytes.</summary>
    public long Bytes;
}
