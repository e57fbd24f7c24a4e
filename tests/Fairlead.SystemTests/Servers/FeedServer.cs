using Fairlead.SystemTests.Processes;
using Microsoft.AspNetCore.Http;

namespace Fairlead.SystemTests.Servers;

/// <summary>A cloud that publishes its feed, or is down, or publishes nonsense.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private LoopbackHttp? _server;
    private volatile string _feed = "";
    private int _served;

    /// <summary>What a policy has for <c>url:</c>.</summary>
    public string FeedUrl => $"http://127.0.0.1:{_port}/ip-ranges.json";

    /// <summary>How often a feed was given out.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>Comes up, if it was down, and publishes this from now on.</summary>
    public async Task PublishAsync(string feed)
    {
        _feed = feed;
        _server ??= await LoopbackHttp.StartAsync(AnswerAsync, _port);
    }

    /// <summary>Goes down: connections are refused.</summary>
    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _server = null;
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(_feed);
        Interlocked.Increment(ref _served);
    }
}
