using Fairlead.Demo.Behaviours;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;
using Fairlead.Tests.Redirector.Upkeep;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class PresenceFinderTests : TwoMirrors
{
    [Fact]
    public async Task Find_FirstHoldsIt_AsksNobodyElseAndOnlyOnce()
    {
        var blob = Held(1)[0];
        for (var i = 0; i < 3; i++) (await Bench.HolderAsync(blob.Digest)).ShouldBe("near");
        (Near.Counts.Heads, Far.Counts.Heads).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Find_FirstLacksIt_IsTheSecond()
    {
        var blob = Held(1)[0];
        Near.Remove(blob.Digest);
        (await Bench.HolderAsync(blob.Digest)).ShouldBe("far");
        (await Bench.FindAsync(blob.Digest)).IsUncertain.ShouldBeFalse();
        (Near.Counts.Heads, Far.Counts.Heads).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Find_NobodyHoldsIt_IsCertainOfIt()
    {
        (await Bench.FindAsync(BlobOf(1).Digest)).ShouldBe(new Finding(null, IsUncertain: false));
        (await Bench.FindAsync(BlobOf(1).Digest)).ShouldBe(new Finding(null, IsUncertain: false));
        (Near.Counts.Heads, Far.Counts.Heads).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Find_FirstDoesNotSay_IsTheSecondAndUncertain()
    {
        var blob = Held(1)[0];
        Near.Behaviour = Behaviour.Status(503);
        var finding = await Bench.FindAsync(blob.Digest);
        (finding.Holder?.Mirror.Config.Name, finding.IsUncertain).ShouldBe(("far", true));
    }

    [Fact]
    public async Task Find_MirrorIsDown_IsSkippedWithoutAsking()
    {
        var blobs = Held(3);
        await Bench.HolderAsync(blobs[0].Digest);
        Near.Behaviour = Behaviour.Status(503);
        await Bench.HolderAsync(blobs[1].Digest);
        await Bench.HolderAsync(blobs[2].Digest); // the second failure closes it
        var asked = Near.Counts.Heads;
        var finding = await Bench.FindAsync(blobs[0].Digest);
        (finding.Holder?.Mirror.Config.Name, finding.IsUncertain).ShouldBe(("far", true), "though its cached answer says that it holds it");
        await Bench.FindAsync(BlobOf(9).Digest);
        Near.Counts.Heads.ShouldBe(asked);
    }

    [Fact]
    public async Task Find_FirstHangs_GetsItsShareAndTheSecondTheRest()
    {
        var blob = Held(1)[0];
        var (near, far) = (Behaviour.Hang(), Behaviour.Hang());
        (Near.Behaviour, Far.Behaviour) = (near, far);
        var finding = Bench.FindAsync(blob.Digest);
        await near.ArrivalAsync(TestContext.Current.CancellationToken);
        Bench.Time.Advance(Second - TimeSpan.FromTicks(1));
        Far.Counts.Heads.ShouldBe(0, "two seconds for two make one for each");
        Bench.Time.Advance(TimeSpan.FromTicks(1));
        await far.ArrivalAsync(TestContext.Current.CancellationToken);
        await Bench.Time.ArmedAsync(Second);
        finding.IsCompleted.ShouldBeFalse();
        Bench.Time.Advance(Second);
        (await finding).ShouldBe(new Finding(null, IsUncertain: true));
    }

    [Fact]
    public async Task Find_FirstAnswersSoon_LeavesTheSecondTheRest()
    {
        var far = Behaviour.Hang();
        Far.Behaviour = far;
        var finding = Bench.FindAsync(BlobOf(1).Digest);
        await far.ArrivalAsync(TestContext.Current.CancellationToken);
        await Bench.Time.ArmedAsync(2 * Second);
        Bench.Time.Advance(2 * Second - TimeSpan.FromTicks(1));
        finding.IsCompleted.ShouldBeFalse();
        Bench.Time.Advance(TimeSpan.FromTicks(1));
        (await finding).ShouldBe(new Finding(null, IsUncertain: true));
    }

    [Fact]
    public async Task Find_ClientsShareEnds_TheHeadGoesOnAndItsAnswerIsKept()
    {
        var blob = Held(1)[0];
        var hang = Behaviour.Hang();
        Near.Behaviour = hang;
        Far.Remove(blob.Digest);
        var finding = Bench.FindAsync(blob.Digest);
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        Bench.Time.Advance(Second);
        (await finding).ShouldBe(new Finding(null, IsUncertain: true));
        Bench.Core.Heads.UnderWay.ShouldBe(1);

        var next = Bench.AskAsync(blob.Digest); // joins the one under way
        hang.Release();
        (await next).ShouldBe(PresenceAnswer.Present);
        (await Bench.HolderAsync(blob.Digest)).ShouldBe("near");
        Near.Counts.HeadsOf(blob.Digest).ShouldBe(1);
        Bench.Core.Heads.UnderWay.ShouldBe(0);
    }

    [Fact]
    public async Task Find_FloodOfRandomDigests_SendsNoMoreThanTheBudgetAndForgetsNothingPresent()
    {
        var blobs = Held(20);
        foreach (var blob in blobs) await Bench.HolderAsync(blob.Digest);
        Bench.Time.Advance(10 * Second); // the budget of 200 is whole again
        var (near, far) = (Near.Counts.Heads, Far.Counts.Heads);

        for (var i = 1000; i < 11_000; i++) (await Bench.FindAsync(PresenceCacheTests.DigestOf(i))).Holder.ShouldBeNull();
        (Near.Counts.Heads - near, Far.Counts.Heads - far).ShouldBe((200, 200));
        Bench.Site(0).Counters.ReadHeads(MirrorCounters.OverBudget).ShouldBe(9_800);
        Bench.Core.Heads.UnderWay.ShouldBe(0);
        foreach (var blob in blobs) Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Present);
    }
}
