using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>A real web server on a free port of the loopback, which answers as the test says and remembers what it was asked.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FeedServer(WebApplication app) => _app = app;

    /// <summary>How the next requests are answered.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>One line a request: path, If-None-Match, If-Modified-Since; <c>-</c> for what was not sent.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public Uri Url(string path) => new(new Uri(_app.Urls.First()), path);

    public static async Task<FeedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FeedServer(app);
        app.Run(context =>
        {
            var headers = context.Request.Headers;
            server.Asked.Enqueue($"{context.Request.Path} {Or(headers.IfNoneMatch)} {Or(headers.IfModifiedSince)}");
            return server.Answer(context);
        });
        await app.StartAsync();
        return server;

        static string Or(string? value) => string.IsNullOrEmpty(value) ? "-" : value;
    }

    /// <summary>Gives this body under these validators, and 304 to who has it.</summary>
    public void Serve(string body, string etag = "\"v1\"", string lastModified = "Wed, 29 Jul 2026 08:27:05 GMT") => Answer = async context =>
    {
        context.Response.Headers.ETag = etag;
        context.Response.Headers.LastModified = lastModified;
        if (context.Request.Headers.IfNoneMatch == etag) context.Response.StatusCode = StatusCodes.Status304NotModified;
        else await context.Response.WriteAsync(body);
    };

    /// <summary>Answers with a status and nothing else.</summary>
    public void Status(int status, string? location = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        if (location is not null) context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
