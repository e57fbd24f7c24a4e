using System.Net;
using Fairlead.Artifacts.Probing;
using Fairlead.Demo.Hosting;
using Fairlead.Tests.Support.Registries;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Artifacts.Probing;

/// <summary>Servers that ask to come back, and registries that want a token.</summary>
public sealed class ProbeSenderTests
{
    private static readonly PullQuestion s_question = new("team/app", "/v2/team/app/manifests/v1", HttpMethod.Get);

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Send_BusyThatSaysWhen_IsAskedAgain(int status)
    {
        var asked = 0;
        await using var server = await LyingRedirector.StartAsync(context =>
        {
            if (++asked > 2) return;
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
        });
        var tally = new ProbeTally();
        (await SendAsync(server, tally)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (asked, tally.Requests, tally.Again).ShouldBe((3, 3, 2));
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "31")]
    [InlineData(429, "soon")]
    [InlineData(500, "1")]
    [InlineData(404, "1")]
    public async Task Send_BusyThatSaysNothingOrTooMuch_IsTheAnswer(int status, string? retryAfter)
    {
        var asked = 0;
        await using var server = await LyingRedirector.StartAsync(context =>
        {
            asked++;
            context.Response.StatusCode = status;
            if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        });
        ((int)(await SendAsync(server, new ProbeTally())).StatusCode).ShouldBe(status);
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Send_BusyForGood_IsAskedThreeTimes()
    {
        var asked = 0;
        await using var server = await LyingRedirector.StartAsync(context =>
        {
            asked++;
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "1";
        });
        (await SendAsync(server, new ProbeTally())).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task Send_RegistryWantsAToken_GetsOneThatAnybodyIsGiven()
    {
        var (seen, agents) = (new List<string>(), new List<string>());
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            agents.Add(context.Request.Headers.UserAgent.ToString());
            return AnswerAsync(context, seen);
        });
        (await SendAsync(server, new ProbeTally())).StatusCode.ShouldBe(HttpStatusCode.OK);
        agents.Distinct().Single().ShouldMatch(@"^own-agent/\d+\.\d+\.\d+$");
        seen.ShouldBe(["/v2/team/app/manifests/v1 ", "/token?service=registry&scope=repository%3Ateam%2Fapp%3Apull ", "/v2/team/app/manifests/v1 Bearer anybody"]);
    }

    [Fact]
    public async Task Send_RefusesTheTokenThatItGave_IsTheAnswer()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Request.Headers.Authorization = "";
            return AnswerAsync(context, []);
        });
        (await SendAsync(server, new ProbeTally())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Send_TokenOfOneHost_GoesToNoOther()
    {
        var (seen, elsewhere) = (new List<string>(), new List<string>());
        await using var server = await LoopbackServer.StartAsync(context => AnswerAsync(context, seen));
        await using var other = await LyingRedirector.StartAsync(context => elsewhere.Add(context.Request.Headers.Authorization.ToString()));
        using var sender = Sender(server, new ProbeTally(), out var http, out var patience);
        using (http)
        using (patience)
        {
            foreach (var place in new[] { server, other })
                (await sender.SendAsync(new Uri(place.BaseAddress, s_question.Path), s_question, client: null, patience)).Dispose();
        }
        seen.Count.ShouldBe(3);
        elsewhere.ShouldBe([""]);
    }

    /// <summary>A registry with its token service, as the distribution specification and "Token Authentication Specification" have it.</summary>
    private static Task AnswerAsync(HttpContext context, List<string> seen)
    {
        seen.Add($"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Authorization}");
        if (context.Request.Path == "/token")
        {
            return context.Response.WriteAsync("""{"token": "anybody"}""");
        }
        if (context.Request.Headers.Authorization != "Bearer anybody")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{context.Request.Host}/token\",service=\"registry\",scope=\"repository:team/app:pull\"";
        }
        return Task.CompletedTask;
    }

    private static async Task<HttpResponseMessage> SendAsync(LoopbackServer server, ProbeTally tally)
    {
        using var sender = Sender(server, tally, out var http, out var patience);
        using (http)
        using (patience)
            return await sender.SendAsync(new Uri(server.BaseAddress, s_question.Path), s_question, client: null, patience);
    }

    /// <summary>A registry that everybody can reach sends a probe to no token service that only this machine can.</summary>
    [Fact]
    public async Task Send_TokenServiceWhereNotEverybodyGets_IsNotAsked()
    {
        var seen = new List<string>();
        await using var server = await LoopbackServer.StartAsync(context => AnswerAsync(context, seen));
        var everywhere = new ReachGuard(new Uri("https://registry.example"), server.BaseAddress);
        var refused = new ReachGuard(new Uri("https://registry.example"), admin: null);
        var (time, options) = (new HurriedTime(), new ProbeOptions(server.BaseAddress, Client: null) { IdleTimeout = TimeSpan.FromMinutes(1) });
        using var http = ProbeHttp.Create(everywhere);
        using var patience = new Patience(options.IdleTimeout, 0, time, TestContext.Current.CancellationToken);
        using var sender = new ProbeSender(http, refused, options, new ProbeTally(), time);
        var failure = await Should.ThrowAsync<ProbeFailure>(() => sender.SendAsync(new Uri(server.BaseAddress, s_question.Path), s_question, client: null, patience));
        failure.Message.ShouldContain("where not everybody gets");
        seen.ShouldBe(["/v2/team/app/manifests/v1 "]);
    }

    private static ProbeSender Sender(LoopbackServer server, ProbeTally tally, out HttpMessageInvoker http, out Patience patience)
    {
        // Waits of up to 45 s are over at once; that for an answer is longer.
        var (time, options) = (new HurriedTime(), new ProbeOptions(server.BaseAddress, Client: null) { IdleTimeout = TimeSpan.FromMinutes(1), Agent = "own-agent" });
        var guard = new ReachGuard(server.BaseAddress, admin: null);
        http = ProbeHttp.Create(guard);
        patience = new Patience(options.IdleTimeout, 0, time, TestContext.Current.CancellationToken);
        return new ProbeSender(http, guard, options, tally, time);
    }
}
