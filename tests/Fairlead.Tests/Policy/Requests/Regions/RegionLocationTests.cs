using Fairlead.Policy.Requests.Regions;

namespace Fairlead.Tests.Policy.Requests.Regions;

public sealed class RegionLocationTests
{
    [Fact]
    public void DistanceKm_QuarterOfTheEquator_QuarterOfTheCircumference() =>
        new RegionLocation(0, 0).DistanceKm(new RegionLocation(0, 90)).ShouldBe(Math.PI / 2 * 6371.0088, 1e-6);

    [Fact]
    public void DistanceKm_Antipodes_HalfOfTheCircumference() =>
        new RegionLocation(51.51, -0.13).DistanceKm(new RegionLocation(-51.51, 179.87)).ShouldBe(Math.PI * 6371.0088, 1e-3);

    [Fact]
    public void DistanceKm_AcrossTheDateLine_ShortWayRound() =>
        new RegionLocation(0, 179).DistanceKm(new RegionLocation(0, -179)).ShouldBe(2 * Math.PI / 180 * 6371.0088, 1e-6);

    [Fact]
    public void DistanceKm_SamePlace_Zero() =>
        new RegionLocation(48.86, 2.35).DistanceKm(new RegionLocation(48.86, 2.35)).ShouldBe(0);
}
