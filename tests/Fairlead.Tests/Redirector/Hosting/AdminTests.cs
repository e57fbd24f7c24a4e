using Fairlead.Tests.Networks.Feeds;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>The admin port.</summary>
public sealed class AdminTests(AnswersFixture fixture) : IClassFixture<AnswersFixture>
{
    private RunningRedirector Server => fixture.Server;

    [Theory]
    [InlineData("/healthz", "ok\n")]
    [InlineData("/readyz", "ready\n")]
    public async Task State_WhileServing_IsGood(string target, string body)
    {
        var answer = await Server.AskAdminAsync(target);
        (answer.Status, answer.Body).ShouldBe((200, body));
        (await Server.AskAdminAsync(target, "HEAD")).Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/metrics/")]
    [InlineData("/v2/")]
    [InlineData("/HEALTHZ")]
    public async Task Path_OfNothing_Is404(string target) => (await Server.AskAdminAsync(target)).Status.ShouldBe(404);

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/explain?address=192.0.2.1&path=/")]
    public async Task Post_Anything_Is405(string target)
    {
        var answer = await Server.AskAdminAsync(target, "POST");
        answer.Status.ShouldBe(405);
        answer["Allow"].ShouldBe("GET, HEAD");
        (await Server.AskAdminAsync("/", "PUT"))["Allow"].ShouldBe("GET, HEAD, POST");
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/explain")]
    [InlineData("/healthz")]
    public async Task DataPort_PathOfTheAdminPort_Is404(string target) => (await Server.GetAsync(target)).Status.ShouldBe(404);

    [Fact]
    public async Task Readyz_WhileStopping_FailsAndAcceptingGoesOn()
    {
        using var hurry = new CancellationTokenSource();
        await using var server = await RunningRedirector.StartAsync(time: new ManualTime(DateTimeOffset.UnixEpoch));
        var stopping = server.StopAsync(TimeSpan.FromSeconds(5), hurry.Token);
        (await server.AskAdminAsync("/readyz")).Status.ShouldBe(503);
        (await server.AskAdminAsync("/healthz")).Status.ShouldBe(200);
        (await server.GetAsync("/v2/")).Status.ShouldBe(200);
        stopping.IsCompleted.ShouldBeFalse();
        await hurry.CancelAsync();
        await stopping;
        server.Log.ShouldBeQuiet();
    }
}
