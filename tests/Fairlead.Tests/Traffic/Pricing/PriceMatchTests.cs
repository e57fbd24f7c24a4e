using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Tests.Traffic.Pricing;

public sealed class PriceMatchTests
{
    private static readonly Backend s_paris = new("mirror-paris", "amazon", "eu-west-3");

    [Fact]
    public void Allows_NothingSaid_IsAny()
    {
        new PriceMatch().Allows(new Backend("x", null, null)).ShouldBeTrue();
        new PriceMatch().Allows(s_paris, null, null, null).ShouldBeTrue();
    }

    [Fact]
    public void Allows_Backend_ByNameProviderAndRegionTogether()
    {
        new PriceMatch { Backends = ["other", "mirror-paris"] }.Allows(s_paris).ShouldBeTrue();
        new PriceMatch { Backends = ["*-paris"] }.Allows(s_paris).ShouldBeTrue();
        new PriceMatch { Backends = ["*-rome"] }.Allows(s_paris).ShouldBeFalse();
        new PriceMatch { Providers = ["amazon"], Regions = ["us-*", "eu-*"] }.Allows(s_paris).ShouldBeTrue();
        new PriceMatch { Providers = ["amazon"], Regions = ["us-*"] }.Allows(s_paris).ShouldBeFalse();
        new PriceMatch { Regions = ["eu-west"] }.Allows(s_paris).ShouldBeFalse();
        new PriceMatch { Regions = ["*"] }.Allows(new Backend("x", null, null)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("amazon", "eu-west-3", true, true)]
    [InlineData("amazon", "eu-west-1", true, false)]
    [InlineData("google", "eu-west-3", false, false)]
    [InlineData(null, null, false, false)]
    public void Allows_Same_IsTheBackendsOwn(string? provider, string? region, bool isSameProvider, bool isSameRegion)
    {
        new PriceMatch { SameProvider = true }.Allows(s_paris, provider, region, "FR").ShouldBe(isSameProvider);
        new PriceMatch { SameRegion = true }.Allows(s_paris, provider, region, "FR").ShouldBe(isSameRegion);
    }

    [Fact]
    public void Allows_SameOfABackendOfNobody_IsNobody()
    {
        new PriceMatch { SameProvider = true }.Allows(new Backend("x", null, null), null, null, null).ShouldBeFalse();
        new PriceMatch { SameRegion = true }.Allows(new Backend("x", "amazon", null), "amazon", null, null).ShouldBeFalse();
    }

    [Fact]
    public void Allows_Client_ByProviderRegionAndCountryTogether()
    {
        var match = new PriceMatch { Providers = ["google"], Regions = ["us-*"], Countries = ["US", "CA"] };
        match.Allows(s_paris, "google", "us-east1", "US").ShouldBeTrue();
        match.Allows(s_paris, "google", "us-east1", "MX").ShouldBeFalse();
        match.Allows(s_paris, "google", "us-east1", null).ShouldBeFalse();
        match.Allows(s_paris, "google", null, "US").ShouldBeFalse();
    }
}
