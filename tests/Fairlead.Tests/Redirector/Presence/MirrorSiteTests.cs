using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Images;
using Fairlead.Redirector.Health;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Redirector.Upkeep;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Redirector.Presence;

/// <summary>Mirrors that die or lose their blobs while every answer in the cache says that they hold them.</summary>
public sealed class MirrorSiteTests : TwoMirrors
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    /// <summary>With the second after which the page is read again it makes less than five.</summary>
    private static readonly TimeSpan OnThePage = TimeSpan.FromMilliseconds(3750);

    [Fact]
    public async Task Probe_MirrorDies_IsClosedInTimeAndOpenedByOneSuccess()
    {
        var blobs = await CachedAsync(5);
        await Near.StopAsync();
        (await Bench.ProbeUntilAsync(() => !Bench.Site(0).Health.IsOpen, 2 * Promised)).ShouldBeLessThan(Promised);
        foreach (var blob in blobs) (await Bench.HolderAsync(blob.Digest)).ShouldBe("far");
        Bench.Log.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldStartWith("near does not answer");
        Bench.Site(0).Counters.ProbesFailed.ShouldBe(2);

        await Bench.ProbeUntilAsync(() => false, TimeSpan.FromMinutes(3)); // long after the last redirect it is still looked after
        await Near.RestartAsync(TestContext.Current.CancellationToken);
        (await Bench.ProbeUntilAsync(() => Bench.Site(0).Health.IsOpen, Promised)).ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(ProbeSchedule.IntervalMilliseconds + 250));
        foreach (var blob in blobs) (await Bench.HolderAsync(blob.Digest)).ShouldBe("near");
        Bench.Log.Of(LogLevel.Information).ShouldContain("near answers again");
    }

    [Fact]
    public async Task Probe_MirrorHangs_IsClosedInTime()
    {
        await CachedAsync(5);
        (await CloseByHangingAsync(isWatched: false)).ShouldBeLessThan(Promised);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Probe_MirrorDiesOnAWatchedPage_IsClosedWithinFourSecondsUsedOrNot(bool isUsed, bool hangs)
    {
        if (isUsed) await CachedAsync(5);
        else await WatchedUntilAsync(() => Bench.Site(0).Counters.Tally().Answers > 0); // nobody was ever sent there
        await WatchedUntilAsync(() => false, TimeSpan.FromSeconds(2));

        TimeSpan passed;
        if (hangs)
        {
            passed = await CloseByHangingAsync(isWatched: true);
        }
        else
        {
            await Near.StopAsync();
            passed = await WatchedUntilAsync(() => !Bench.Site(0).Health.IsOpen);
        }
        passed.ShouldBeLessThanOrEqualTo(OnThePage);

        if (hangs) return;
        await Near.RestartAsync(TestContext.Current.CancellationToken);
        (await WatchedUntilAsync(() => Bench.Site(0).Health.IsOpen)).ShouldBeLessThanOrEqualTo(OnThePage);
    }

    [Fact]
    public async Task Probe_PageIsWatched_CostsAHeadASecondUntilNobodyReadsIt()
    {
        await WatchedUntilAsync(() => false, TimeSpan.FromSeconds(60));
        var asked = Near.Requests.Total;
        asked.ShouldBeInRange(55, 61);
        Far.Requests.Total.ShouldBe(asked, "each mirror on the page is probed");

        await Bench.ProbeUntilAsync(() => false, TimeSpan.FromMinutes(2));
        (Near.Requests.Total - asked).ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task Probe_MirrorHiccupsOnce_StaysOpen()
    {
        await CachedAsync(1);
        Near.Behaviour = Behaviour.Status(500);
        await Bench.ProbeUntilAsync(() => Bench.Site(0).Health.IsInDoubt, Promised);
        Near.Behaviour = Behaviour.Normal;
        (await Bench.ProbeUntilAsync(() => !Bench.Site(0).Health.IsInDoubt, Promised)).ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(ProbeSchedule.ConfirmMilliseconds));
        Bench.Site(0).Health.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_NobodyIsSentThereForAMinute_Rests()
    {
        await CachedAsync(1);
        await Bench.ProbeUntilAsync(() => false, TimeSpan.FromSeconds(61));
        var asked = Near.Requests.Total;
        asked.ShouldBeInRange(12, 14); // every five seconds for a minute
        await Bench.ProbeUntilAsync(() => false, TimeSpan.FromMinutes(10));
        Near.Requests.Total.ShouldBe(asked);

        (await Bench.HolderAsync(BlobOf(0).Digest)).ShouldBe("near");
        await Bench.ProbeDueAsync();
        Near.Requests.Total.ShouldBe(asked + 1, "the next redirect has it probed at once");
        Far.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Probe_Always_AsksForABlobThatItWasSeenToHoldWhateverIsCached()
    {
        var blob = (await CachedAsync(1))[0];
        await Bench.FindAsync(BlobOf(99).Digest); // the last that was asked for, and not held
        await Bench.ProbeUntilAsync(() => false, TimeSpan.FromSeconds(12));
        Near.Counts.HeadsOf(blob.Digest).ShouldBe(4); // by the client, at once, and after five and ten seconds
        Near.Counts.HeadsOf(BlobOf(99).Digest).ShouldBe(1);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Probe_MirrorIsEmptied_IsBelievedNothingAfterTwoLostSamples(int status)
    {
        var blobs = await CachedAsync(3);
        foreach (var blob in blobs) Near.Remove(blob.Digest);
        Near.AbsentStatus = status;
        var asked = Near.Counts.Heads;
        (await Bench.ProbeUntilAsync(() => Forgotten, 2 * Promised)).ShouldBeLessThan(Promised);
        (Near.Counts.Heads - asked).ShouldBe(2, "two samples were tried");
        Bench.Site(0).Health.IsOpen.ShouldBeTrue("it answers");

        foreach (var blob in blobs) (await Bench.HolderAsync(blob.Digest)).ShouldBe("far");
    }

    [Fact]
    public async Task Probe_TheOnlySampleIsLost_IsBelievedNothing()
    {
        var blob = (await CachedAsync(1))[0];
        Near.Remove(blob.Digest);
        var asked = Near.Counts.Heads;
        await Bench.ProbeUntilAsync(() => Forgotten, Promised);
        (Near.Counts.Heads - asked).ShouldBe(1);
        Forgotten.ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_OneBlobWasDeleted_OnlyThatIsForgotten()
    {
        var blobs = await CachedAsync(3);
        Near.Remove(blobs[2].Digest);
        await Bench.ProbeUntilAsync(() => false, 2 * Promised);
        Forgotten.ShouldBeFalse();
        Bench.Known(blobs[2].Digest).ShouldBe(PresenceAnswer.Absent);
        (await Bench.HolderAsync(blobs[2].Digest)).ShouldBe("far");
        Bench.Known(blobs[0].Digest).ShouldBe(PresenceAnswer.Present);
        Bench.Known(blobs[1].Digest).ShouldBe(PresenceAnswer.Present);
    }

    [Fact]
    public async Task Probe_NothingItIsKnownToHold_AnyAnswerOpensIt()
    {
        Near.Behaviour = Behaviour.Status(500);
        await Bench.FindAsync(BlobOf(1).Digest);
        await Bench.FindAsync(BlobOf(2).Digest);
        Bench.Site(0).Health.IsOpen.ShouldBeFalse();
        Near.Behaviour = Behaviour.Normal;
        await Bench.ProbeUntilAsync(() => Bench.Site(0).Health.IsOpen, Promised);
        Bench.Site(0).Health.IsOpen.ShouldBeTrue();
    }

    private bool Forgotten => Bench.Log.Of(LogLevel.Warning).Any(line => line.StartsWith("near has lost blobs", StringComparison.Ordinal));

    /// <summary>Has near say nothing any more; the time until it is closed.</summary>
    private async Task<TimeSpan> CloseByHangingAsync(bool isWatched)
    {
        var hang = Behaviour.Hang();
        Near.Behaviour = hang;
        var passed = TimeSpan.Zero;
        while (Bench.Site(0).Health.IsOpen && passed < 2 * Promised)
        {
            if (isWatched) Bench.Core.Status.Watch();
            Bench.Time.Advance(TimeSpan.FromMilliseconds(250));
            passed += TimeSpan.FromMilliseconds(250);
            if (!Bench.Site(0).IsProbeDue(Bench.Core.Clock.Milliseconds)) continue;
            var probing = Bench.Site(0).ProbeAsync();
            await hang.ArrivalAsync(TestContext.Current.CancellationToken);
            Bench.Time.Advance(ProbeSchedule.Timeout);
            passed += ProbeSchedule.Timeout;
            await probing;
        }
        return passed;
    }

    /// <summary>Goes on in the monitor's rounds while somebody reads the page; how long it took.</summary>
    private Task<TimeSpan> WatchedUntilAsync(Func<bool> isSo, TimeSpan? most = null) => Bench.ProbeUntilAsync(
        () =>
        {
            Bench.Core.Status.Watch();
            return isSo();
        },
        most ?? Promised);

    /// <summary>Some blobs that clients were sent to near for, each of them a sample now, and a mirror that was probed just now.</summary>
    private async Task<Blob[]> CachedAsync(int count)
    {
        var blobs = Held(count);
        foreach (var blob in blobs)
        {
            (await Bench.HolderAsync(blob.Digest)).ShouldBe("near");
            await Bench.Site(0).ProbeAsync(); // after which the next redirect leaves a sample again
        }
        return blobs;
    }
}
