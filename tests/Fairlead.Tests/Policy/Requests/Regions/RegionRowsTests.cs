using Fairlead.Policy.Requests.Regions;

namespace Fairlead.Tests.Policy.Requests.Regions;

/// <summary>What the embedded rows say: well-formed, unambiguous, and not on the wrong side of the Earth.</summary>
public sealed class RegionRowsTests
{
    private static readonly string[] Clouds = ["aws", "gcp", "azure"];

    [Fact]
    public void Rows_Each_WellFormed()
    {
        RegionRow.All.Count.ShouldBeGreaterThan(150);
        foreach (var row in RegionRow.All)
        {
            Clouds.ShouldContain(row.Cloud, row.Region);
            row.Region.ShouldAllBe(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-', row.Region);
            row.Place.Trim().ShouldBe(row.Place);
            row.Place.ShouldNotBeEmpty();
            Decimals(row.LatitudeText).ShouldBe(2, row.Region);
            Decimals(row.LongitudeText).ShouldBe(2, row.Region);
            row.Latitude.ShouldBeInRange(-90, 90, row.Region);
            row.Longitude.ShouldBeInRange(-180, 180, row.Region);
            RegionTable.Default.Contains(row.Region).ShouldBeTrue(row.Region);
        }
    }

    // Facts carry a region without its cloud, so two clouds that share a name would be taken for each other.
    [Fact]
    public void Rows_RegionsOfAllClouds_Differ() =>
        RegionRow.All.Select(row => row.Region).Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(RegionRow.All.Count);

    [Fact]
    public void Rows_OnePlace_OnePairOfCoordinates()
    {
        foreach (var place in RegionRow.All.GroupBy(row => row.Place))
            place.Select(row => (row.Latitude, row.Longitude)).Distinct().Count().ShouldBe(1, place.Key);
    }

    [Theory]
    [InlineData("aws", "eu-", 35, 70, -12, 30)]
    [InlineData("aws", "eusc-", 35, 70, -12, 30)]
    [InlineData("aws", "us-", 24, 50, -125, -66)]
    [InlineData("aws", "us-east-", 24, 50, -90, -66)]
    [InlineData("aws", "us-west-", 24, 50, -125, -100)]
    [InlineData("aws", "us-gov-", 24, 50, -125, -66)]
    [InlineData("aws", "ca-", 42, 60, -130, -55)]
    [InlineData("aws", "mx-", 14, 33, -118, -86)]
    [InlineData("aws", "sa-", -56, 13, -82, -34)]
    [InlineData("aws", "ap-", -48, 46, 68, 180)]
    [InlineData("aws", "ap-south-", 6, 36, 68, 98)]
    [InlineData("aws", "ap-northeast-", 30, 46, 124, 146)]
    [InlineData("aws", "cn-", 18, 54, 73, 135)]
    [InlineData("aws", "me-", 12, 38, 34, 60)]
    [InlineData("aws", "il-", 29, 34, 34, 36)]
    [InlineData("aws", "af-", -35, 38, -18, 52)]
    [InlineData("gcp", "europe-", 35, 70, -12, 30)]
    [InlineData("gcp", "us-", 24, 50, -125, -66)]
    [InlineData("gcp", "us-west", 24, 50, -125, -100)]
    [InlineData("gcp", "northamerica-", 14, 60, -130, -55)]
    [InlineData("gcp", "southamerica-", -56, 13, -82, -34)]
    [InlineData("gcp", "asia-", -11, 46, 68, 146)]
    [InlineData("gcp", "australia-", -44, -10, 113, 154)]
    [InlineData("gcp", "me-", 12, 38, 34, 60)]
    [InlineData("gcp", "africa-", -35, 38, -18, 52)]
    [InlineData("azure", "australia", -44, -10, 113, 154)]
    [InlineData("azure", "brazil", -34, 6, -74, -34)]
    [InlineData("azure", "canada", 42, 60, -130, -55)]
    [InlineData("azure", "china", 18, 54, 73, 135)]
    [InlineData("azure", "eastus", 24, 50, -90, -66)]
    [InlineData("azure", "france", 42, 52, -5, 9)]
    [InlineData("azure", "germany", 47, 56, 5, 16)]
    [InlineData("azure", "japan", 30, 46, 129, 146)]
    [InlineData("azure", "korea", 33, 39, 124, 131)]
    [InlineData("azure", "malaysia", 0, 8, 99, 120)]
    [InlineData("azure", "norway", 57, 72, 4, 32)]
    [InlineData("azure", "southafrica", -35, -22, 16, 33)]
    [InlineData("azure", "sweden", 55, 70, 11, 25)]
    [InlineData("azure", "switzerland", 45, 48, 5, 11)]
    [InlineData("azure", "taiwan", 21, 26, 119, 123)]
    [InlineData("azure", "uae", 22, 27, 51, 57)]
    [InlineData("azure", "uk", 49, 61, -9, 2)]
    [InlineData("azure", "usgov", 24, 50, -125, -66)]
    [InlineData("azure", "westus", 24, 50, -125, -100)]
    public void Rows_NamedForAnArea_LieInIt(string cloud, string prefix, double south, double north, double west, double east)
    {
        var rows = RegionRow.All.Where(row => row.Cloud == cloud && row.Region.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        rows.ShouldNotBeEmpty();
        foreach (var row in rows)
        {
            row.Latitude.ShouldBeInRange(south, north, row.Region);
            row.Longitude.ShouldBeInRange(west, east, row.Region);
        }
    }

    [Theory]
    [InlineData("centralfrance", "francecentral")]
    [InlineData("southfrance", "francesouth")]
    [InlineData("germanyn", "germanynorth")]
    [InlineData("germanywc", "germanywestcentral")]
    [InlineData("norwaye", "norwayeast")]
    [InlineData("norwayw", "norwaywest")]
    [InlineData("switzerlandn", "switzerlandnorth")]
    [InlineData("switzerlandw", "switzerlandwest")]
    [InlineData("brazilse", "brazilsoutheast")]
    [InlineData("chilec", "chilecentral")]
    [InlineData("usstagee", "eastus")]
    [InlineData("usstagec", "southcentralus")]
    [InlineData("eastus2euap", "eastus2")]
    [InlineData("centraluseuap", "centralus")]
    public void Rows_SpellingOfAzuresFeed_PlaceOfTheOfficialName(string inFeed, string official) =>
        Place(inFeed).ShouldBe(Place(official));

    private static int Decimals(string number) => number.Length - 1 - number.IndexOf('.');

    private static string Place(string region) => RegionRow.All.Single(row => row.Region == region).Place;
}
