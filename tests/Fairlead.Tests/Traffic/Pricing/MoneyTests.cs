using System.Numerics;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Tests.Traffic.Pricing;

public sealed class MoneyTests
{
    [Fact]
    public void OfByte_AllBytesOfAPebibyte_CostWhatTheyShould() => (Money.OfByte(0.085m) * (1L << 50)).ToDecimal().ShouldBe(0.085m * (1 << 20));

    [Fact]
    public void OfByte_HoweverBytesAreGrouped_AddsUpToTheSame()
    {
        var price = Money.OfByte(0.0875m);
        (price * 1_000_000_007 + (price * 3)).ShouldBe(price * 1_000_000_010);
    }

    [Fact]
    public void OfByte_TheDearestPrice_HasRoom() => (Money.OfByte(1_000_000 * 1.073741824m) * (1L << 40)).ToDecimal().ShouldBe(1_099_511_627.776m);

    [Fact]
    public void OfRequest_TenThousand_CostThePrice() => (Money.OfRequest(0.0075m) * 10_000).ToDecimal().ShouldBe(0.0075m);

    [Fact]
    public void Operators_MoreThanThereIs_StopThere()
    {
        var trillion = Money.OfByte(EgressPrice.GiB) * 1_000_000_000_000;
        trillion.ToDecimal().ShouldBe(1_000_000_000_000);
        (trillion * 3).ShouldBe(trillion + trillion);
        (trillion * long.MaxValue).ShouldBe(trillion + trillion);
        (trillion * 2 + Money.OfByte(1)).ShouldBe(trillion * 2);
    }

    [Fact]
    public void Operators_AnyPrices_AreThoseOfWholeNumbers()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var (one, other, bytes) = (random.NextInt64(1L << random.Next(40)), random.NextInt64(1L << random.Next(40)), random.NextInt64(1L << random.Next(56)));
            var both = (Money.OfByte(one / 1_000_000_000m) * bytes) + (Money.OfByte(other / 1_000_000_000m) * bytes);
            both.ToDecimal().ShouldBe(Shown((UnitsOf(one) + UnitsOf(other)) * bytes));
        }
    }

    private static BigInteger UnitsOf(long nanos) => new BigInteger(nanos) * BigInteger.Pow(10, 17) / EgressPrice.GiB;

    private static decimal Shown(BigInteger units) => (decimal)((units + BigInteger.Pow(10, 16) / 2) / BigInteger.Pow(10, 16)) / 10_000_000_000m;
}
