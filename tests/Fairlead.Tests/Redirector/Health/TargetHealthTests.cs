using Fairlead.Redirector.Health;

namespace Fairlead.Tests.Redirector.Health;

public sealed class TargetHealthTests
{
    private readonly TargetHealth _health = new();

    [Fact]
    public void New_NothingKnown_IsOpen() => State(_health).ShouldBe((true, false));

    [Fact]
    public void Failed_Once_PutsItInDoubt()
    {
        _health.Failed().ShouldBeFalse();
        State(_health).ShouldBe((true, true));
    }

    [Fact]
    public void Failed_TwiceInARow_ClosesOnce()
    {
        _health.Failed().ShouldBeFalse();
        _health.Failed().ShouldBeTrue();
        State(_health).ShouldBe((false, false));
        _health.Failed().ShouldBeFalse("it is closed already");
    }

    [Fact]
    public void Succeeded_BetweenFailures_BeginsAgain()
    {
        _health.Failed();
        _health.Succeeded().ShouldBeFalse("it was open");
        _health.Failed().ShouldBeFalse();
        State(_health).ShouldBe((true, true));
    }

    [Fact]
    public void Succeeded_WhileClosed_OpensOnce()
    {
        for (var i = 0; i < 5; i++) _health.Failed();
        _health.Succeeded().ShouldBeTrue();
        _health.Succeeded().ShouldBeFalse();
        State(_health).ShouldBe((true, false));
        _health.Failed().ShouldBeFalse("two failures close it again, no fewer");
    }

    [Fact]
    public void Failed_FirstOfOneThatMustProveItself_Closes()
    {
        var health = new TargetHealth(mustProveItself: true);
        health.IsOpen.ShouldBeTrue();
        health.Failed().ShouldBeTrue();
        health.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Failed_OneThatHasProvenItself_TakesTwo()
    {
        var health = new TargetHealth(mustProveItself: true);
        health.Succeeded();
        health.Failed().ShouldBeFalse();
        health.Failed().ShouldBeTrue();
    }

    [Fact]
    public async Task SucceededAndFailed_ManyThreads_TellOfEachChangeOnce()
    {
        var changes = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            var (opened, closed) = (0, 0);
            for (var i = 0; i < 50_000; i++)
            {
                if (random.Next(3) == 0) opened += _health.Succeeded() ? 1 : 0;
                else closed += _health.Failed() ? 1 : 0;
            }
            return (opened, closed);
        })));
        changes.Sum(c => c.closed).ShouldBe(changes.Sum(c => c.opened) + (_health.IsOpen ? 0 : 1));
    }

    private static (bool IsOpen, bool IsInDoubt) State(TargetHealth health) => (health.IsOpen, health.IsInDoubt);
}
