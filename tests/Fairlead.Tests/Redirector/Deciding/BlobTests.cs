using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Mirrors;
using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Deciding;

/// <summary>Where blobs come from: request rules 5 and 9 to 12.</summary>
public sealed class BlobTests : IAsyncLifetime
{
    private const string Rule = "fairlead_requests_total{rule=\"";
    private static readonly string s_blob = $"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}";
    private readonly ManualTime _clock = new(DateTimeOffset.UnixEpoch);
    private RunningRedirector _server = null!;

    private BlobMirror Near => _server.Near;

    private BlobMirror Far => _server.Far;

    private string AtTheUpstream => RunningRedirector.BaseOf(_server.Upstream) + s_blob;

    public async ValueTask InitializeAsync() => _server = await RunningRedirector.StartAsync(time: _clock);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Blob_HeldNearby_IsThereAndAskedForOnce()
    {
        for (var i = 0; i < 3; i++)
        {
            var answer = await _server.GetAsync(s_blob, RunningRedirector.InParis);
            answer.Status.ShouldBe(307);
            answer.Location.ShouldBe(Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
            answer["Cache-Control"].ShouldBe("no-store");
            answer.HeaderNames.ShouldBe("Cache-Control, Content-Length, Location");
            answer.Body.ShouldBeEmpty();
        }
        Near.Counts.HeadsOf(RunningRedirector.Held.Digest).ShouldBe(1);
        Near.Counts.Gets.ShouldBe(0);
        Far.Requests.Total.ShouldBe(0);
        _server.Log.ShouldBeQuiet();
    }

    [Fact]
    public async Task Blob_AskedForByHead_IsTheSame()
    {
        var answer = await _server.GetAsync(s_blob, RunningRedirector.InParis, method: "HEAD");
        (answer.Status, answer.Location, answer.Body).ShouldBe((307, Near.UrlOf(RunningRedirector.Held.Digest).OriginalString, ""));
    }

    [Fact] // rule 5
    public async Task Blob_EncodedColon_HasTheCanonicalLocation()
    {
        var answer = await _server.GetAsync(s_blob.Replace("sha256:", "sha256%3A") + "?ns=x", RunningRedirector.InParis);
        answer.Location.ShouldBe(Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
    }

    [Theory] // rule 5
    [InlineData("sha256:0123")]
    [InlineData("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("latest")]
    public async Task Blob_OddDigest_NeverReachesAMirror(string digest)
    {
        var answer = await _server.GetAsync($"/v2/demo/hello/blobs/{digest}", RunningRedirector.InParis);
        answer.Location.ShouldBe($"{RunningRedirector.BaseOf(_server.Upstream)}/v2/demo/hello/blobs/{digest}");
        (Near.Requests.Total + Far.Requests.Total).ShouldBe(0);
    }

    [Fact] // rule 10
    public async Task Blob_ClientElsewhere_IsItsOwnRegionsOrNobodys()
    {
        (await _server.GetAsync(s_blob, RunningRedirector.InVirginia)).Location.ShouldBe(Far.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        Near.Requests.Total.ShouldBe(0);
        (await _server.GetAsync(s_blob, RunningRedirector.Elsewhere)).Location.ShouldBe(AtTheUpstream);
        Far.Requests.Total.ShouldBe(1, "whom the policy serves from the upstream needs no mirror asked");
        await ShouldBeByAsync("upstream-by-policy\",status=\"307\",provider=\"none\",region=\"none\"}");
    }

    [Theory] // rule 11: S3 answers 403 where listing is not allowed
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Blob_FirstMirrorLacksIt_IsAtTheNext(int absent)
    {
        Near.AbsentStatus = absent;
        Near.Remove(RunningRedirector.Held.Digest);
        for (var i = 0; i < 3; i++)
            (await _server.GetAsync(s_blob, RunningRedirector.InParis)).Location.ShouldBe(Far.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        Near.Counts.Heads.ShouldBe(1);
        Far.Counts.Heads.ShouldBe(1);
        await ShouldBeByAsync("mirror\",status=\"307\",provider=\"cloud\",region=\"eu-west-3\"}", 3);
        (await _server.MetricsAsync())["fairlead_target_healthy{target=\"cloud-eu-west-3\",kind=\"mirror\"}"].ShouldBe(1, "only unknowns count against its health");
    }

    [Fact] // rule 12
    public async Task Blob_NoMirrorHoldsIt_IsAtTheUpstream()
    {
        Near.Remove(RunningRedirector.Held.Digest);
        Far.Remove(RunningRedirector.Held.Digest);
        (await _server.GetAsync(s_blob, RunningRedirector.InParis)).Location.ShouldBe(AtTheUpstream);
        await ShouldBeByAsync("upstream-not-held\",status=\"307\",provider=\"cloud\",region=\"eu-west-3\"}");
        (await _server.MetricsAsync())["fairlead_missing_blobs_total{mirror=\"cloud-eu-west-3\"}"].ShouldBe(1);
        _server.Log.ShouldBeQuiet();
    }

    public static TheoryData<string> Failures => new("429", "500", "503", "204", "redirect", "reset", "dead");

    [Theory] // rule 11: anything else, or no answer, is unknown
    [MemberData(nameof(Failures))]
    public async Task Blob_FirstMirrorFails_IsAtTheNext(string failure)
    {
        await FailAsync(Near, failure);
        (await _server.GetAsync(s_blob, RunningRedirector.InParis)).Location.ShouldBe(Far.UrlOf(RunningRedirector.Held.Digest).OriginalString);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Blob_EveryMirrorFails_IsAtTheUpstream(string failure)
    {
        await FailAsync(Near, failure);
        await FailAsync(Far, failure);
        (await _server.GetAsync(s_blob, RunningRedirector.InParis)).Location.ShouldBe(AtTheUpstream);
        await ShouldBeByAsync("upstream-unknown\",status=\"307\",provider=\"cloud\",region=\"eu-west-3\"}");
        _server.Log.Messages.ShouldNotContain(message => message.Contains("decision failed"));
    }

    [Fact] // rule 11
    public async Task Blob_MirrorRedirects_IsNotFollowed()
    {
        Near.Behaviour = Behaviour.Redirect(Far.UrlOf(RunningRedirector.Held.Digest));
        Far.Remove(RunningRedirector.Held.Digest);
        (await _server.GetAsync(s_blob, RunningRedirector.InParis)).Location.ShouldBe(AtTheUpstream);
        Far.Counts.Heads.ShouldBe(1, "asked as the second candidate, and not by the first one's redirect");
    }

    [Fact] // rule 11
    public async Task Blob_MirrorsHang_IsAtTheUpstreamWhenTheTimeIsOver()
    {
        var (near, far) = (Behaviour.Hang(), Behaviour.Hang());
        (Near.Behaviour, Far.Behaviour) = (near, far);
        var asked = _server.GetAsync(s_blob, RunningRedirector.InParis);
        await near.ArrivalAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await far.ArrivalAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await asked).Location.ShouldBe(AtTheUpstream);
    }

    [Fact] // rule 11
    public async Task Blob_ManyClientsWait_IsAskedForOnce()
    {
        var hang = Behaviour.Hang();
        Near.Behaviour = hang;
        var clients = Enumerable.Range(0, 20).Select(_ => _server.GetAsync(s_blob, RunningRedirector.InParis)).ToArray();
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        hang.Release();
        foreach (var answer in await Task.WhenAll(clients)) answer.Location.ShouldBe(Near.UrlOf(RunningRedirector.Held.Digest).OriginalString);
        Near.Counts.Heads.ShouldBe(1);
        _server.Log.ShouldBeQuiet();
    }

    private static async Task FailAsync(BlobMirror mirror, string failure)
    {
        if (failure == "dead") await mirror.StopAsync();
        else mirror.Behaviour = failure switch
        {
            "redirect" => Behaviour.Redirect(new Uri("https://elsewhere.example/")),
            "reset" => Behaviour.Reset,
            _ => Behaviour.Status(int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private async Task ShouldBeByAsync(string ruleAndLabels, int count = 1) => (await _server.MetricsAsync())[Rule + ruleAndLabels].ShouldBe(count);
}
