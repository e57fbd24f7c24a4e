using Fairlead.Traffic.Logs;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Reports;

/// <summary>What is added up, of whatever part of the traffic.</summary>
internal readonly record struct Measure(long Requests, long Bytes, long OwnCloudBytes, Money Cost, Money CostWithoutMirrors)
{
    /// <summary>Both together.</summary>
    public static Measure operator +(in Measure one, in Measure other) => new(
        CappedSum.Of(one.Requests, other.Requests), CappedSum.Of(one.Bytes, other.Bytes), CappedSum.Of(one.OwnCloudBytes, other.OwnCloudBytes),
        one.Cost + other.Cost, one.CostWithoutMirrors + other.CostWithoutMirrors);
}
