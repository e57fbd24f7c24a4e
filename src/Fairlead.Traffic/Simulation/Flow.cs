namespace Fairlead.Traffic.Simulation;

/// <summary>How much goes one way.</summary>
internal struct Flow
{
    /// <summary>Requests.</summary>
    public long Requests;

    /// <summary>Bytes.</summary>
    public long Bytes;

    /// <summary>How many of the requests are here because there was no room under their own key.</summary>
    public long Folded;
}
