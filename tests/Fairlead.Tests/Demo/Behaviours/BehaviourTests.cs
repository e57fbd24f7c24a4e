using System.Net;
using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Demo.Behaviours;

public sealed class BehaviourTests : IAsyncLifetime
{
    private static readonly Blob Blob = Blob.Of("application/octet-stream", SeededContent.Of(1, 1000));
    private static readonly string Path = $"/containers/images/{Blob.Digest}";

    private readonly ManualTime _time = new();
    private BlobMirror _mirror = null!;
    private LoopbackClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _mirror = await BlobMirror.StartAsync([Blob], time: _time, cancel: TestContext.Current.CancellationToken);
        _client = new LoopbackClient(_mirror.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _mirror.DisposeAsync();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Status_AnyRequest_GetsIt(int status)
    {
        _mirror.Behaviour = Behaviour.Status(status);
        using var response = await _client.HeadAsync(Path);
        ((int)response.StatusCode).ShouldBe(status);
        _mirror.Counts.HeadsOf(Blob.Digest).ShouldBe(1);
        LastRequest().ShouldBe(new LoggedRequest("HEAD", Path, status));
    }

    [Fact]
    public async Task Redirect_AnyRequest_IsSentThere()
    {
        var elsewhere = new Uri("http://127.0.0.1:1/elsewhere");
        _mirror.Behaviour = Behaviour.Redirect(elsewhere);
        using var response = await _client.HeadAsync(Path);
        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        response.Headers.Location.ShouldBe(elsewhere);
    }

    [Fact]
    public async Task Reset_AnyRequest_LosesItsConnection()
    {
        _mirror.Behaviour = Behaviour.Reset;
        await Should.ThrowAsync<HttpRequestException>(() => _client.GetAsync(Path));
        _mirror.Counts.GetsOf(Blob.Digest).ShouldBe(1);
        LastRequest().ShouldBe(new LoggedRequest("GET", Path, 0));
        _mirror.Behaviour = Behaviour.Normal;
        (await _client.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hang_ManyRequests_AreAnsweredOnceReleased()
    {
        var hang = Behaviour.Hang();
        _mirror.Behaviour = hang;
        var pending = Enumerable.Range(0, 10).Select(_ => _client.HeadAsync(Path)).ToList();
        for (var arrived = 0; arrived < 10; arrived++) await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        _mirror.Counts.HeadsOf(Blob.Digest).ShouldBe(10);
        pending.ShouldAllBe(request => !request.IsCompleted);
        _mirror.Requests.Snapshot().ShouldAllBe(request => request.Status == 0);

        hang.Release();
        foreach (var response in await Task.WhenAll(pending)) response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hang_ClientGivesUp_IsLoggedWithoutAnAnswer()
    {
        var hang = Behaviour.Hang();
        _mirror.Behaviour = hang;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var pending = _client.SendAsync(HttpMethod.Head, Path, patience.Token);
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => pending);
        await _mirror.StopAsync(); // returns when the request's handler has
        LastRequest().ShouldBe(new LoggedRequest("HEAD", Path, 0));
    }

    [Fact]
    public async Task Hang_ServerDies_CutsTheConnection()
    {
        var hang = Behaviour.Hang();
        _mirror.Behaviour = hang;
        var pending = _client.HeadAsync(Path);
        await hang.ArrivalAsync(TestContext.Current.CancellationToken);
        await _mirror.StopAsync();
        await Should.ThrowAsync<HttpRequestException>(() => pending);
        LastRequest().Status.ShouldBe(0);
    }

    [Fact]
    public async Task Slow_Request_IsAnsweredWhenItsTimeHasPassed()
    {
        _mirror.Behaviour = Behaviour.Slow(TimeSpan.FromSeconds(30));
        var pending = _client.GetAsync(Path);
        await _time.ArmedAsync(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        pending.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        using var response = await pending;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private LoggedRequest LastRequest() => _mirror.Requests.Snapshot()[^1];
}
