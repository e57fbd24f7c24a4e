using Fairlead.Demo.Behaviours;
using Fairlead.Redirector.Metrics;
using Fairlead.Redirector.Presence;
using Fairlead.Redirector.Timing;
using Fairlead.Tests.Redirector.Upkeep;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Presence;

public sealed class HeadClientTests : TwoMirrors
{
    protected override string Presence => "{timeout: 2s, present: 24h, absent: 60s, entries: 1000, headsPerSecond: 3}";

    [Theory]
    [InlineData(200, "present")]
    [InlineData(403, "absent")]
    [InlineData(404, "absent")]
    [InlineData(410, "absent")]
    [InlineData(204, "unknown")]
    [InlineData(206, "unknown")]
    [InlineData(304, "unknown")]
    [InlineData(400, "unknown")]
    [InlineData(401, "unknown")]
    [InlineData(405, "unknown")]
    [InlineData(429, "unknown")]
    [InlineData(500, "unknown")]
    [InlineData(503, "unknown")]
    public async Task AskAsync_Status_MeansWhatRule11Says(int status, string meaning)
    {
        Near.Behaviour = Behaviour.Status(status);
        var expected = Enum.Parse<PresenceAnswer>(meaning, ignoreCase: true);
        (await Bench.AskAsync(BlobOf(1).Digest)).ShouldBe(expected);
        Bench.Known(BlobOf(1).Digest).ShouldBe(expected, "unknown is not cached");
        Bench.Site(0).Health.IsInDoubt.ShouldBe(expected == PresenceAnswer.Unknown, "only unknowns count against health");
        Bench.Site(0).Counters.ReadHeads((int)expected).ShouldBe(1);
        Near.Requests.Snapshot().ShouldHaveSingleItem().Method.ShouldBe("HEAD");
    }

    [Fact]
    public async Task AskAsync_Redirect_IsNotFollowed()
    {
        var blob = Held(1)[0];
        Near.Behaviour = Behaviour.Redirect(Far.UrlOf(blob.Digest));
        (await Bench.AskAsync(blob.Digest)).ShouldBe(PresenceAnswer.Unknown);
        Far.Counts.Heads.ShouldBe(0);
        Bench.Site(0).Health.IsInDoubt.ShouldBeTrue();
    }

    [Fact]
    public async Task AskAsync_ConnectionIsCut_IsUnknown()
    {
        Near.Behaviour = Behaviour.Reset;
        (await Bench.AskAsync(BlobOf(1).Digest)).ShouldBe(PresenceAnswer.Unknown);
        Bench.Core.Heads.UnderWay.ShouldBe(0);
    }

    [Fact]
    public async Task AskAsync_NoAnswerInTime_IsUnknown()
    {
        var hang = Behaviour.Hang();
        Near.Behaviour = hang;
        var asking = Bench.AskAsync(BlobOf(1).Digest);
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        Bench.Time.Advance(2 * Second - TimeSpan.FromTicks(1));
        asking.IsCompleted.ShouldBeFalse();
        Bench.Time.Advance(TimeSpan.FromTicks(1));
        (await asking).ShouldBe(PresenceAnswer.Unknown);
        Bench.Core.Heads.UnderWay.ShouldBe(0);
        Bench.Site(0).Health.IsInDoubt.ShouldBeTrue();
    }

    [Fact]
    public async Task AskAsync_SomethingOfOursBreaks_IsAFaultAndTheNextIsAskedAnew()
    {
        var time = new FailingTime(Bench.Time);
        var isMended = false;
        using var http = new HttpMessageInvoker(new AnswersAtOnce(() => time.IsBroken = !isMended));
        var heads = new HeadClient(http, new PresenceCache(1000), new Clock(time), new RedirectorMetrics(), Bench.State.Policy.Config.Presence, Bench.Log);
        var asking = heads.AskAsync(Bench.Site(0), BlobOf(1).Digest, "http://near.example.org/");
        asking.IsFaulted.ShouldBeTrue("whoever waits is told");
        heads.UnderWay.ShouldBe(0);

        (time.IsBroken, isMended) = (false, true);
        (await heads.AskAsync(Bench.Site(0), BlobOf(1).Digest, "http://near.example.org/")).ShouldBe(PresenceAnswer.Present);
    }

    [Fact]
    public async Task AskAsync_HundredAtOnce_SendOneHeadAndPayForOne()
    {
        var blob = Held(1)[0];
        var hang = Behaviour.Hang();
        Near.Behaviour = hang;
        var asking = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => new { Answer = Bench.AskAsync(blob.Digest) })));
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        Bench.Core.Heads.UnderWay.ShouldBe(1);
        hang.Release();
        foreach (var one in asking) (await one.Answer).ShouldBe(PresenceAnswer.Present);

        Near.Counts.HeadsOf(blob.Digest).ShouldBe(1);
        Bench.Core.Heads.UnderWay.ShouldBe(0);
        Bench.Site(0).Counters.ReadHeads(MirrorCounters.OverBudget).ShouldBe(0);
        (await Bench.AskAsync(BlobOf(1).Digest)).ShouldBe(PresenceAnswer.Absent, "two of the budget of three are left");
        (await Bench.AskAsync(BlobOf(2).Digest)).ShouldBe(PresenceAnswer.Absent);
    }

    [Fact]
    public async Task AskAsync_AnswerLandedSinceTheCallerLooked_SendsNoSecondHead()
    {
        var blob = Held(1)[0];
        await Bench.AskAsync(blob.Digest);
        (await Bench.AskAsync(blob.Digest)).ShouldBe(PresenceAnswer.Present);
        Near.Counts.Heads.ShouldBe(1);
    }

    [Fact]
    public async Task AskAsync_OverTheBudget_IsUnknownAtOnceAndSendsNothing()
    {
        for (var i = 0; i < 3; i++) (await Bench.AskAsync(BlobOf(i).Digest)).ShouldBe(PresenceAnswer.Absent);
        for (var i = 3; i < 10; i++)
        {
            var asking = Bench.AskAsync(BlobOf(i).Digest);
            asking.IsCompletedSuccessfully.ShouldBeTrue();
            (await asking).ShouldBe(PresenceAnswer.Unknown);
            Bench.Known(BlobOf(i).Digest).ShouldBe(PresenceAnswer.Unknown);
        }
        Near.Counts.Heads.ShouldBe(3);
        Bench.Site(0).Counters.ReadHeads(MirrorCounters.OverBudget).ShouldBe(7);
        Bench.Site(0).Health.IsInDoubt.ShouldBeFalse("nobody failed");
        Bench.Core.Heads.UnderWay.ShouldBe(0);

        (await Bench.AskAsync(BlobOf(3).Digest, candidate: 1)).ShouldBe(PresenceAnswer.Absent, "each mirror has a budget of its own");
        Bench.Time.Advance(Second);
        (await Bench.AskAsync(BlobOf(3).Digest)).ShouldBe(PresenceAnswer.Absent);
    }

    [Fact]
    public async Task AskAsync_Answers_AreBelievedForTheirTimes()
    {
        var blob = Held(1)[0];
        await Bench.AskAsync(blob.Digest);
        await Bench.AskAsync(BlobOf(1).Digest);
        Bench.Time.Advance(60 * Second - TimeSpan.FromMilliseconds(200));
        Bench.Known(BlobOf(1).Digest).ShouldBe(PresenceAnswer.Absent);
        Bench.Time.Advance(TimeSpan.FromMilliseconds(200));
        Bench.Known(BlobOf(1).Digest).ShouldBe(PresenceAnswer.Unknown);
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Present);
        Bench.Time.Advance(TimeSpan.FromHours(24) - (60 * Second));
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Unknown);
    }

    [Fact]
    public async Task AskAsync_ForgottenMeanwhile_TheAnswerIsNotBelieved()
    {
        var blob = Held(1)[0];
        var hang = Behaviour.Hang();
        Near.Behaviour = hang;
        var asking = Bench.AskAsync(blob.Digest);
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        Bench.Core.Heads.Forget(Bench.Site(0));
        hang.Release();
        (await asking).ShouldBe(PresenceAnswer.Present, "whoever asked gets what was said");
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Unknown);
    }

    [Fact]
    public async Task Configure_OtherSize_BeginsWithAnEmptyCache()
    {
        var blob = Held(1)[0];
        await Bench.AskAsync(blob.Digest);
        var config = Bench.State.Policy.Config.Presence;
        Bench.Core.Heads.Configure(config with { Absent = Second });
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Present);
        Bench.Core.Heads.Configure(config with { Entries = 5000 });
        Bench.Known(blob.Digest).ShouldBe(PresenceAnswer.Unknown);
        Bench.Core.Heads.Cache.Capacity.ShouldBe(8192);
    }

    private sealed class AnswersAtOnce(Action asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked();
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
