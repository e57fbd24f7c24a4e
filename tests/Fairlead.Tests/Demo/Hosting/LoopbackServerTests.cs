using System.Net;
using Fairlead.Demo.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Demo.Hosting;

public sealed class LoopbackServerTests
{
    private static readonly RequestDelegate Ok = context => context.Response.WriteAsync("ok");

    [Fact]
    public async Task StartAsync_NoPort_ServesOnLoopbackWithoutAServerHeader()
    {
        await using var server = await LoopbackServer.StartAsync(Ok, cancel: TestContext.Current.CancellationToken);
        server.BaseAddress.Host.ShouldBe("127.0.0.1");
        server.BaseAddress.AbsolutePath.ShouldBe("/");
        using var client = new LoopbackClient(server.BaseAddress);
        using var response = await client.GetAsync("/");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task StartAsync_TakenPort_Throws()
    {
        await using var server = await LoopbackServer.StartAsync(Ok, cancel: TestContext.Current.CancellationToken);
        await Should.ThrowAsync<IOException>(() => LoopbackServer.StartAsync(Ok, server.BaseAddress.Port));
    }

    [Fact]
    public async Task StopAsync_Running_RefusesUntilItComesBackOnItsPort()
    {
        await using var server = await LoopbackServer.StartAsync(Ok, cancel: TestContext.Current.CancellationToken);
        var address = server.BaseAddress;
        using var client = new LoopbackClient(address);
        (await client.GetAsync("/")).Dispose();
        for (var round = 0; round < 3; round++)
        {
            await server.StopAsync();
            var refused = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("/"));
            refused.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);

            await server.RestartAsync(TestContext.Current.CancellationToken);
            server.BaseAddress.ShouldBe(address);
            using var response = await client.GetAsync("/");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task StopAsync_RequestUnderWay_CutsItsConnection()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            arrived.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }, cancel: TestContext.Current.CancellationToken);
        using var client = new LoopbackClient(server.BaseAddress);
        var pending = client.GetAsync("/");
        await arrived.Task;
        await server.StopAsync();
        await Should.ThrowAsync<HttpRequestException>(() => pending);
    }

    [Fact]
    public async Task StopAsync_Twice_IsStopped()
    {
        await using var server = await LoopbackServer.StartAsync(Ok, cancel: TestContext.Current.CancellationToken);
        await server.StopAsync();
        await server.StopAsync();
        await server.RestartAsync(TestContext.Current.CancellationToken);
        await Should.ThrowAsync<InvalidOperationException>(() => server.RestartAsync());
    }
}
