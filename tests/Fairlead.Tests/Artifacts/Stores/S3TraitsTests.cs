using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class S3TraitsTests
{
    [Fact]
    public void Learn_SeveralPutsWereRefusedTheSame_LearnsItOnce()
    {
        var traits = new S3Traits(StoreDialect.Amazon);
        traits.Learn(hadCondition: true, hadChecksum: true).ShouldBeTrue();
        traits.Learn(hadCondition: true, hadChecksum: true).ShouldBeTrue(); // was on its way meanwhile
        (traits.Conditions, traits.Checksums).ShouldBe((false, true));
        traits.Learn(hadCondition: false, hadChecksum: true).ShouldBeTrue();
        (traits.Conditions, traits.Checksums).ShouldBe((false, false));
        traits.Learn(hadCondition: false, hadChecksum: false).ShouldBeFalse();
    }

    [Fact]
    public void Learn_FromGoogle_NeverDoesWithoutConditions()
    {
        var traits = new S3Traits(StoreDialect.Google);
        traits.Learn(hadCondition: true, hadChecksum: false).ShouldBeFalse();
        traits.Conditions.ShouldBeTrue();
    }
}
