using Fairlead.Traffic.Reports.Html.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Fairlead.Tests.Traffic.Reports.Html.Charts;

public sealed class ValueAxisTests
{
    private const double GiB = 1 << 30;

    [Theory]
    [InlineData(700 * GiB, 200, 4)]
    [InlineData(100 * GiB, 50, 2)]
    [InlineData(3 * GiB, 1, 3)]
    [InlineData(1.2 * GiB, 0.5, 3)]
    public void OfBytes_AnyAmount_HasRoundSteps(double greatest, double step, int steps)
    {
        var axis = ValueAxis.OfBytes(greatest);

        (axis.Step / GiB).ShouldBe(step, 1e-9);
        axis.Steps.ShouldBe(steps);
    }

    [Fact]
    public void OfBytes_Nothing_HasOneStep() => ValueAxis.OfBytes(0).ShouldSatisfyAllConditions(axis => axis.Steps.ShouldBe(1), axis => axis.Max.ShouldBe(1));

    [Fact]
    public void Label_OfAStep_HasNoMoreDigitsThanItNeeds()
    {
        var axis = ValueAxis.OfBytes(1.2 * GiB);

        axis.Label(axis.Step).ShouldBe("512\u00A0MiB");
        axis.Label(axis.Step * 2).ShouldBe("1\u00A0GiB");
        ValueAxis.OfMoney(60_000).Label(20_000).ShouldBe("20,000");
        ValueAxis.OfMoney(0.02).Label(0.005).ShouldBe("0.005");
        ValueAxis.OfShare.Label(0.25).ShouldBe("25\u00A0%");
    }

    [Fact]
    public void Axes_OfAnyAmount_HoldItInFewSteps() => Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), any =>
    {
        var amount = Math.Abs(any.Get) % 1e21;
        return new[] { ValueAxis.OfBytes(amount), ValueAxis.OfMoney(amount) }.All(axis => axis.Max >= amount * 0.99999 && axis.Steps is >= 1 and <= 4);
    }).QuickCheckThrowOnFailure();
}
