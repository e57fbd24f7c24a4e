using Fairlead.Traffic.Pricing;

namespace Fairlead.Traffic.Reports;

/// <summary>What the traffic of a lane costs: a byte and a request each, tiers blended over the month.</summary>
/// <param name="IsOwnCloud">Whether the backend is of the client's own provider.</param>
/// <param name="IsPriced">Whether the price book says what its bytes cost.</param>
/// <param name="Byte">What a byte costs.</param>
/// <param name="Request">What a request costs.</param>
/// <param name="ByteWithoutMirrors">What a byte would cost from the upstream.</param>
/// <param name="RequestWithoutMirrors">What a request would.</param>
internal readonly record struct LanePrice(bool IsOwnCloud, bool IsPriced, Money Byte, Money Request, Money ByteWithoutMirrors, Money RequestWithoutMirrors)
{
    /// <summary>What there is to add up of some of its traffic.</summary>
    public Measure Of(long requests, long bytes) => new(
        requests, bytes, IsOwnCloud ? bytes : 0, (Byte * bytes) + (Request * requests), (ByteWithoutMirrors * bytes) + (RequestWithoutMirrors * requests));
}
