using Fairlead.Policy.Requests.Regions;

namespace Fairlead.Tests.Policy.Requests.Regions;

public sealed class RegionTableTests
{
    private static readonly RegionTable Table = RegionTable.Default;

    [Theory]
    [InlineData("eu-west-3", "eu-west-2", 335, 350)]
    [InlineData("us-east-1", "ap-southeast-2", 15_600, 15_700)]
    [InlineData("us-east-1", "us-west-2", 3_450, 3_550)]
    [InlineData("ap-southeast-1", "ap-northeast-1", 5_300, 5_330)]
    [InlineData("europe-west4", "westeurope", 150, 200)]
    [InlineData("us-west1", "us-west-2", 100, 150)]
    public void TryDistanceKm_KnownPlaces_KnownDistance(string from, string to, double least, double most) =>
        Distance(from, to).ShouldBeInRange(least, most);

    [Fact]
    public void TryDistanceKm_SameRegion_Zero()
    {
        foreach (var row in RegionRow.All) Distance(row.Region, row.Region).ShouldBe(0, row.Region);
    }

    [Theory]
    [InlineData("eu-west-2", "europe-west2")]
    [InlineData("europe-west2", "uksouth")]
    public void TryDistanceKm_OneMetroOfSeveralClouds_Zero(string from, string to) => Distance(from, to).ShouldBe(0);

    [Fact]
    public void TryDistanceKm_EveryPair_SymmetricAndOnTheGlobe()
    {
        foreach (var from in RegionRow.All)
        {
            foreach (var to in RegionRow.All)
            {
                var km = Distance(from.Region, to.Region);
                km.ShouldBeInRange(0, 20_015.2); // half of the circumference
                Distance(to.Region, from.Region).ShouldBe(km, 1e-9, $"{from.Region} {to.Region}");
            }
        }
    }

    [Theory]
    [InlineData("eu-west-3", "nowhere-1")]
    [InlineData("nowhere-1", "eu-west-3")]
    [InlineData("nowhere-1", "nowhere-1")]
    [InlineData("GLOBAL", "eu-west-3")]
    [InlineData("", "eu-west-3")]
    public void TryDistanceKm_UnknownRegion_False(string from, string to)
    {
        Table.TryDistanceKm(from, to, out var km).ShouldBeFalse();
        km.ShouldBe(0);
    }

    [Theory]
    [InlineData("eu-west-3", true)]
    [InlineData("europe-west9", true)]
    [InlineData("centralfrance", true)]
    [InlineData("EU-WEST-3", false)]
    [InlineData("eu-west-3a", false)]
    [InlineData("GLOBAL", false)]
    [InlineData("global", false)]
    [InlineData("", false)]
    public void Contains_Region_AsTheCloudSpellsIt(string region, bool known) => Table.Contains(region).ShouldBe(known);

    [Fact]
    public void Default_Twice_OneInstance() => RegionTable.Default.ShouldBeSameAs(Table);

    private static double Distance(string from, string to)
    {
        Table.TryDistanceKm(from, to, out var km).ShouldBeTrue($"{from} {to}");
        return km;
    }
}
