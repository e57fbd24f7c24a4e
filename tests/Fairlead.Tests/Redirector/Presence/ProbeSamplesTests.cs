using Fairlead.Formats.Oci;
using Fairlead.Redirector.Presence;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class ProbeSamplesTests
{
    private readonly ProbeSamples _samples = new();

    [Fact]
    public void TryGetNewest_NothingAdded_HasNoneAndWantsOne()
    {
        _samples.IsWanted.ShouldBeTrue();
        _samples.TryGetNewest(out _).ShouldBeFalse();
    }

    [Fact]
    public void Add_OnceWanted_IsWantedAgainOnlyAfterAProbe()
    {
        _samples.Add(Sample(1));
        _samples.IsWanted.ShouldBeFalse();
        Newest().ShouldBe(Sample(1));
        _samples.IsWanted.ShouldBeTrue();
    }

    [Fact]
    public void Add_More_KeepsTheNewestFour()
    {
        for (var i = 0; i < 10; i++) _samples.Add(Sample(i));
        for (var i = 9; i > 6; i--)
        {
            Newest().ShouldBe(Sample(i));
            _samples.Lost(Sample(i));
            _samples.Confirm();
        }
        Newest().ShouldBe(Sample(6));
        _samples.Lost(Sample(6)).ShouldBeTrue("there were four");
    }

    [Fact]
    public void Add_OneThatIsThere_MakesItTheNewest()
    {
        _samples.Add(Sample(1));
        _samples.Add(Sample(2));
        _samples.Add(Sample(1));
        Newest().ShouldBe(Sample(1));
        _samples.Lost(Sample(1)).ShouldBeFalse();
        Newest().ShouldBe(Sample(2));
    }

    [Fact]
    public void Lost_TheOnlyOne_MeansAll()
    {
        _samples.Add(Sample(1));
        _samples.Lost(Sample(1)).ShouldBeTrue();
        _samples.TryGetNewest(out _).ShouldBeFalse();
    }

    [Fact]
    public void Lost_TwoInARow_MeansAll()
    {
        for (var i = 0; i < 4; i++) _samples.Add(Sample(i));
        _samples.Lost(Sample(3)).ShouldBeFalse();
        _samples.Lost(Sample(2)).ShouldBeTrue();
        _samples.TryGetNewest(out _).ShouldBeFalse("none of the others is worth anything");
    }

    [Fact]
    public void Lost_TwoWithAConfirmationBetween_MeansThoseTwo()
    {
        for (var i = 0; i < 4; i++) _samples.Add(Sample(i));
        _samples.Lost(Sample(3)).ShouldBeFalse();
        _samples.Confirm();
        _samples.Lost(Sample(2)).ShouldBeFalse();
        Newest().ShouldBe(Sample(1));
    }

    private static Digest Sample(int i) => PresenceCacheTests.DigestOf(i);

    private Digest Newest()
    {
        _samples.TryGetNewest(out var digest).ShouldBeTrue();
        return digest;
    }
}
