using System.Text.Json;
using Fairlead.Policy.Requests.Regions;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests.Regions;

/// <summary>Every region that a cloud's address feed names has a place, but for those whose cloud hasn't told where they are.</summary>
public sealed class RegionCoverageTests
{
    // As of the feeds of July 2026. Who learns a place moves it from here to regions.tsv.
    private static readonly string[] Untold =
        ["me-west-1", "us-south-1", "europe-west15", "brazilne", "northeurope2", "southcentralus2", "southeastus"];

    private static readonly string[] InFeeds =
    [
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1",
        "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "eusc-de-east-1", "il-central-1", "me-central-1", "me-south-1",
        "mx-central-1", "sa-east-1", "sa-west-1", "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-west-1", "us-west-2",

        "africa-south1", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1",
        "asia-south2", "asia-southeast1", "asia-southeast2", "asia-southeast3", "australia-southeast1", "australia-southeast2",
        "europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west1", "europe-west10", "europe-west12",
        "europe-west2", "europe-west3", "europe-west4", "europe-west6", "europe-west8", "europe-west9", "me-central1", "me-central2",
        "me-west1", "northamerica-northeast1", "northamerica-northeast2", "northamerica-south1", "southamerica-east1",
        "southamerica-west1", "us-central1", "us-central2", "us-east1", "us-east4", "us-east5", "us-east7", "us-south1", "us-west1",
        "us-west2", "us-west3", "us-west4", "us-west8",

        "australiacentral", "australiacentral2", "australiaeast", "australiasoutheast", "austriaeast", "brazilse", "brazilsouth",
        "canadacentral", "canadaeast", "centralfrance", "centralindia", "centralus", "centraluseuap", "chilec", "eastasia", "eastus",
        "eastus2", "eastus2euap", "germanyn", "germanywc", "indonesiacentral", "israelcentral", "israelnorthwest", "italynorth",
        "japaneast", "japanwest", "jioindiacentral", "jioindiawest", "koreacentral", "koreasouth", "malaysiasouth", "malaysiawest",
        "mexicocentral", "newzealandnorth", "northcentralus", "northeurope", "norwaye", "norwayw", "polandcentral", "qatarcentral",
        "southafricanorth", "southafricawest", "southcentralus", "southeastasia", "southfrance", "southindia", "spaincentral",
        "swedencentral", "swedensouth", "switzerlandn", "switzerlandw", "taiwannorth", "taiwannorthwest", "uaecentral", "uaenorth",
        "uksouth", "ukwest", "usstagec", "usstagee", "westcentralus", "westeurope", "westindia", "westus", "westus2", "westus3",
    ];

    [Fact]
    public void Default_RegionsOfFeeds_AllContained()
    {
        var regions = InFeeds.Concat(RegionsOfRealFeeds()).Distinct().Except(Untold).Except(["GLOBAL", "global"]);
        regions.Where(region => !RegionTable.Default.Contains(region)).ShouldBeEmpty();
    }

    [Fact]
    public void Default_RegionsOfUntoldPlace_NotContained() =>
        Untold.Where(RegionTable.Default.Contains).ShouldBeEmpty();

    private static IEnumerable<string> RegionsOfRealFeeds()
    {
        if (SharedData.Root is null) return [];
        var feeds = Path.Combine(SharedData.Root, "feeds");
        using var aws = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(feeds, "aws-ip-ranges.json")));
        using var gcp = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(feeds, "gcp-cloud.json")));
        using var azure = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(feeds, "azure-service-tags.json")));
        const string tag = "AzureCloud.";
        string[] regions =
        [
            .. Texts(aws, "prefixes", "region"),
            .. Texts(aws, "ipv6_prefixes", "region"),
            .. Texts(gcp, "prefixes", "scope"),
            .. Texts(azure, "values", "name").Where(name => name.StartsWith(tag, StringComparison.Ordinal)).Select(name => name[tag.Length..]),
        ];
        regions.Length.ShouldBeGreaterThan(1000);
        return regions;
    }

    private static IEnumerable<string> Texts(JsonDocument document, string list, string key) =>
        document.RootElement.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(key).GetString()!);
}
