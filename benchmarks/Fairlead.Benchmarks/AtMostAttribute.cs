namespace Fairlead.Benchmarks;

/// <summary>What one operation of a benchmark may take: a measured mean above it fails the run. The aim is only reported.</summary>
/// <param name="nanoseconds">What is required.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AtMostAttribute(double nanoseconds) : Attribute
{
    public double Nanoseconds { get; } = nanoseconds;

    /// <summary>Nanoseconds that would be good; not set where nothing beyond the requirement is asked.</summary>
    public double Aim { get; init; } = nanoseconds;
}
