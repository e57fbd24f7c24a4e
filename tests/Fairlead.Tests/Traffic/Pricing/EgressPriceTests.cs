using Fairlead.Traffic.Pricing;

namespace Fairlead.Tests.Traffic.Pricing;

public sealed class EgressPriceTests
{
    private const long GiB = EgressPrice.GiB;

    private static readonly EgressPrice s_price = new(0, new(), new(), [new(10 * GiB, 0.1m), new(20 * GiB, 0.05m), new(null, 0.01m)]);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.1")]
    [InlineData(10, "1.0")]
    [InlineData(11, "1.05")]
    [InlineData(20, "1.5")]
    [InlineData(120, "2.5")]
    public void CostOf_GiB_GoesThroughTheTiers(long gibibytes, string cost) =>
        s_price.CostOf(gibibytes * GiB).ShouldBe(decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void CostOf_MoreBytesThanThereAre_IsStillANumber() => s_price.CostOf(long.MaxValue).ShouldBeGreaterThan(85_000_000);

    [Fact]
    public void CostOf_OneByte_IsNotNothing() => s_price.CostOf(1).ShouldBe(0.1m / GiB);
}
