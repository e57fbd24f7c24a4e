using Fairlead.Policy.Requests;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Which mirrors a client's provider has for it, in order: request rule 10.</summary>
public sealed class CandidatesTests
{
    private const string FourMirrors = """
        presence: {candidates: 16}
        providers:
          - name: cloud
            cidrs:
              - {prefix: 192.0.2.0/28, region: eu-west-3}
              - {prefix: 192.0.2.16/28, region: us-west-2}
              - {prefix: 192.0.2.32/28, region: ap-southeast-2}
              - {prefix: 192.0.2.48/28, region: moon-1}
              - {prefix: 192.0.2.64/28, region: sa-east-1}
              - {prefix: "2001:db8:1::/48", region: eu-west-3}
              - 192.0.2.128/28
            mirrors:
              - {region: ap-southeast-1, url: "https://sg.example/{digest}"}
              - {region: us-west-2, url: "https://or.example/{digest}"}
              - {region: us-east-1, url: "https://va.example/{digest}"}
              - {region: eu-west-3, url: "https://fr.example/{digest}"}
              - {name: nowhere, url: "https://anywhere.example/{digest}"}

        """;

    private const string InParis = "192.0.2.1";
    private const string InOregon = "192.0.2.17";
    private const string InSydney = "192.0.2.33";
    private const string OnTheMoon = "192.0.2.49";
    private const string InSaoPaulo = "192.0.2.65";
    private const string SomewhereInTheCloud = "192.0.2.129";
    private const string Elsewhere = "203.0.113.1";

    [Theory]
    [InlineData(InParis, "cloud-eu-west-3, cloud-us-east-1, cloud-us-west-2, cloud-ap-southeast-1, nowhere")]
    [InlineData("2001:db8:1::1", "cloud-eu-west-3, cloud-us-east-1, cloud-us-west-2, cloud-ap-southeast-1, nowhere")]
    [InlineData(InOregon, "cloud-us-west-2, cloud-us-east-1, cloud-eu-west-3, cloud-ap-southeast-1, nowhere")]
    [InlineData(InSydney, "cloud-ap-southeast-1, cloud-us-west-2, cloud-us-east-1, cloud-eu-west-3, nowhere")]
    public void Candidates_ClientInARegion_AreItsOwnRegionsThenByDistance(string address, string expected)
    {
        var policy = Compiled.Policy(FourMirrors);
        policy.CandidatesOf(address).ShouldBe(expected);
        policy.PlaceOf(address).Why.ShouldBe("provider");
        policy.PlaceOf(address).Provider.ShouldBe("cloud");
    }

    [Fact]
    public void Candidates_Nearest_OverridesTheDistances() =>
        Compiled.Policy(FourMirrors + "    nearest: {sa-east-1: ap-southeast-1, moon-1: us-west-2}\n").CandidatesOf(InSaoPaulo)
            .ShouldStartWith("cloud-ap-southeast-1, cloud-us-east-1, ");

    [Fact]
    public void Candidates_RegionThatOnlyNearestPlaces_FollowIt() =>
        Compiled.Policy(FourMirrors + "    nearest: {moon-1: us-west-2}\n    regionless: [cloud-eu-west-3]\n").CandidatesOf(OnTheMoon)
            .ShouldBe("cloud-us-west-2, cloud-ap-southeast-1, cloud-us-east-1, cloud-eu-west-3, nowhere");

    [Theory]
    [InlineData(OnTheMoon)]
    [InlineData(SomewhereInTheCloud)]
    public void Candidates_NoRegionToMeasureFrom_AreRegionless(string address)
    {
        var policy = Compiled.Policy(FourMirrors + "    regionless: [cloud-us-east-1, nowhere]\n");
        policy.CandidatesOf(address).ShouldBe("cloud-us-east-1, nowhere");
        policy.PlaceOf(address).Why.ShouldBe("regionless");
    }

    [Theory]
    [InlineData(OnTheMoon)]
    [InlineData(SomewhereInTheCloud)]
    public void Candidates_NoRegionAndNoRegionless_AreInTheFilesOrder(string address) =>
        Compiled.Policy(FourMirrors).CandidatesOf(address).ShouldBe("cloud-ap-southeast-1, cloud-us-west-2, cloud-us-east-1, cloud-eu-west-3, nowhere");

    [Fact]
    public void Candidates_MirrorInARegionOutsideTheTable_ServesThatRegionAndIsFarFromOthers()
    {
        var policy = Compiled.Policy("""
            providers:
              - name: cloud
                cidrs: [{prefix: 192.0.2.0/28, region: moon-1}, {prefix: 192.0.2.16/28, region: eu-west-3}]
                mirrors:
                  - {region: moon-1, url: "https://moon.example/{digest}"}
                  - {region: ap-southeast-1, url: "https://sg.example/{digest}"}
            """);
        policy.CandidatesOf("192.0.2.1").ShouldBe("cloud-moon-1, cloud-ap-southeast-1");
        policy.CandidatesOf("192.0.2.17").ShouldBe("cloud-ap-southeast-1, cloud-moon-1");
    }

    [Theory]
    [InlineData(1, "cloud-eu-west-3")]
    [InlineData(3, "cloud-eu-west-3, cloud-us-east-1, cloud-us-west-2")]
    public void Candidates_MoreThanThePolicyAllows_AreCutOff(int most, string expected) =>
        Compiled.Policy(FourMirrors.Replace("candidates: 16", $"candidates: {most}")).CandidatesOf(InParis).ShouldBe(expected);

    [Fact]
    public void Candidates_ClientOfNoProvider_AreTheDefault()
    {
        var policy = Compiled.Policy(FourMirrors + "default: [nowhere, cloud-us-east-1]\n");
        policy.CandidatesOf(Elsewhere).ShouldBe("nowhere, cloud-us-east-1");
        policy.PlaceOf(Elsewhere).Why.ShouldBe("default");
        policy.PlaceOf(Elsewhere).Provider.ShouldBeNull();
        Compiled.Policy(FourMirrors).CandidatesOf(Elsewhere).ShouldBe("", "no default: the upstream");
    }

    [Fact]
    public void Candidates_ServeFromUpstream_AreNone()
    {
        var policy = Compiled.Policy(FourMirrors + """
              - {name: google, cidrs: [203.0.113.0/24], serveFrom: upstream}
            default: [nowhere]
            """);
        policy.CandidatesOf(Elsewhere).ShouldBe("");
        policy.PlaceOf(Elsewhere).Why.ShouldBe("upstream");
        policy.PlaceOf(Elsewhere).Provider.ShouldBe("google");
    }

    [Fact]
    public void Candidates_InactiveProvider_CountsAsNotListed()
    {
        var policy = Compiled.Policy(FourMirrors + """
                active: false
              - {name: cdn, mirrors: [{name: cdn, url: "https://cdn.example/{digest}"}]}
            default: [cdn]
            """);
        policy.CandidatesOf(InParis).ShouldBe("cdn");
        policy.PlaceOf(InParis).Provider.ShouldBeNull();
        policy.Mirrors.Select(mirror => mirror.Config.Name).ShouldBe(["cdn"]);
    }

    [Fact]
    public void Places_ClientsOfWhomThePolicySaysTheSame_ShareOne()
    {
        var policy = Compiled.Policy(FourMirrors);
        policy.PlaceOf(InParis).ShouldBeSameAs(policy.PlaceOf("2001:db8:1::1"));
        policy.Places.Select(place => place.Index).ShouldBe(Enumerable.Range(0, policy.Places.Count));
        policy.Places[0].ShouldBeSameAs(policy.PlaceOf(0), "unknown clients come first");
    }

    [Fact]
    public void UrlOf_Mirror_HasTheDigestInItsPlace() =>
        Compiled.Policy(FourMirrors).PlaceOf(InParis).Candidates[0].UrlOf(Fairlead.Formats.Oci.Digest.Parse(SampleDigest.Text)).ShouldBe($"https://fr.example/{SampleDigest.Text}");
}
