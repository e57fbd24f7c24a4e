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
}
