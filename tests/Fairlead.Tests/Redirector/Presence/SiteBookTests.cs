using Fairlead.Demo.Behaviours;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Presence;

/// <summary>What is learnt of mirrors, over reloads of the policy.</summary>
public sealed class SiteBookTests : TwoMirrors
{
    [Fact]
    public async Task Reload_SameMirrors_KeepsWhatWasLearnt()
    {
        var blob = Held(1)[0];
        await Bench.HolderAsync(blob.Digest);
        Far.Behaviour = Behaviour.Status(500);
        for (var i = 1; i < 3; i++) await Bench.AskAsync(BlobOf(i).Digest, candidate: 1);
        var (near, far, id) = (Bench.Site(0), Bench.Site(1), Bench.Site(0).Id);

        (await Bench.ReloadAsync(Bench.Policy + "\nredirectStatus: 302\n")).ShouldBeTrue();
        Bench.State.RedirectStatus.ShouldBe(302);
        Bench.Site(0).ShouldBeSameAs(near);
        Bench.Site(0).Id.ShouldBe(id);
        Bench.Site(1).ShouldBeSameAs(far);
        Bench.Site(1).Health.IsOpen.ShouldBeFalse();
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Present);
        Near.Counts.Heads.ShouldBe(1);
    }

    [Fact]
    public async Task Reload_AnotherNameOrUrl_IsAnotherPlace()
    {
        var blob = Held(1)[0];
        await Bench.HolderAsync(blob.Digest);
        var near = Bench.Site(0);
        await Bench.ReloadAsync(Policy(Presence, nearName: "nearest"));
        Bench.Site(0).ShouldNotBeSameAs(near);
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Unknown);

        await Bench.ReloadAsync(Policy(Presence).Replace(Near.UrlTemplate, Near.UrlTemplate + "?v=2", StringComparison.Ordinal));
        Bench.Site(0).ShouldNotBeSameAs(near);
    }

    [Fact]
    public async Task Reload_MirrorComesBackWithinTenMinutes_IsStillKnown()
    {
        var near = Bench.Site(0);
        Bench.Time.Advance(TimeSpan.FromHours(5)); // of service, without a reload
        await Bench.ReloadAsync(Policy(Presence, nearName: "other"));
        Bench.Time.Advance(TimeSpan.FromMinutes(10));
        await Bench.ReloadAsync(); // which prunes
        await Bench.ReloadAsync(Policy(Presence));
        Bench.Site(0).ShouldBeSameAs(near);
    }

    [Fact]
    public async Task Reload_MirrorWasAwayForLonger_IsForgotten()
    {
        var near = Bench.Site(0);
        await Bench.ReloadAsync(Policy(Presence, nearName: "other"));
        Bench.Time.Advance(TimeSpan.FromMinutes(10) + Second);
        await Bench.ReloadAsync(); // which prunes
        await Bench.ReloadAsync(Policy(Presence));
        Bench.Site(0).ShouldNotBeSameAs(near);
    }

    [Fact]
    public async Task Reload_UpstreamStays_KeepsItsHealth()
    {
        var registry = Bench.State.UpstreamOf(Bench.State.PlaceOf(0), "").FirstHealthy;
        await Bench.ReloadAsync();
        Bench.State.UpstreamOf(Bench.State.PlaceOf(0), "").FirstHealthy.ShouldBeSameAs(registry);
        Bench.State.Sites.ShouldContain(registry);
    }

    [Fact]
    public async Task Reload_OtherCacheSize_BeginsEmpty()
    {
        var blob = Held(1)[0];
        await Bench.HolderAsync(blob.Digest);
        await Bench.ReloadAsync(Policy("{entries: 2000}"));
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Unknown);
        (await Bench.HolderAsync(blob.Digest)).ShouldBe("near");
    }
}
