using System.Collections.Concurrent;
using Fairlead.SystemTests.Processes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fairlead.SystemTests.Servers;

/// <summary>A proxy before a registry that does to some answers what networks and overloaded servers do.</summary>
internal sealed class RegistryProxy : IAsyncDisposable
{
    private static readonly IReadOnlyList<string> Passed =
    [
        "Content-Type", "Content-Range", "Docker-Content-Digest", "Docker-Distribution-Api-Version", "Docker-Upload-UUID", "Link", "ETag", "Location", "Range",
        "WWW-Authenticate",
    ];

    private static readonly IReadOnlyList<string> PassedOn = ["Accept", "Authorization", "Range"];

    private readonly DockerRegistry _registry;
    private readonly Func<RegistryAnswer, Task<bool>> _interfere;
    private readonly ConcurrentQueue<string> _ranges = new();
    private LoopbackHttp? _server;
    private int _authorized;

    private RegistryProxy(DockerRegistry registry, Func<RegistryAnswer, Task<bool>> interfere) => (_registry, _interfere) = (registry, interfere);

    /// <summary>What a client calls it: <c>127.0.0.1:port</c>.</summary>
    public string Registry => (_server ?? throw new InvalidOperationException("not started")).Url.Authority;

    /// <summary>The <c>Range</c> of each request that had one.</summary>
    public IReadOnlyList<string> Ranges => [.. _ranges];

    /// <summary>How many requests had credentials.</summary>
    public int Authorized => Volatile.Read(ref _authorized);

    /// <summary>Starts a proxy.</summary>
    /// <param name="interfere">Gets every answer before it is passed on; true when it has answered in its stead.</param>
    public static async Task<RegistryProxy> StartAsync(DockerRegistry registry, Func<RegistryAnswer, Task<bool>> interfere)
    {
        var proxy = new RegistryProxy(registry, interfere);
        proxy._server = await LoopbackHttp.StartAsync(proxy.AnswerAsync);
        return proxy;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_registry.Url, context.Request.Path + context.Request.QueryString));
        // An upload's Location is made of it, and leads back here.
        request.Headers.Host = context.Request.Host.Value;
        if (context.Request.Method is not ("GET" or "HEAD")) request.Content = BodyOf(context.Request);
        if (context.Request.Headers.Authorization.Count > 0) Interlocked.Increment(ref _authorized);
        foreach (var name in PassedOn)
        {
            if (context.Request.Headers.TryGetValue(name, out var values)) request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        foreach (var range in context.Request.Headers.Range) _ranges.Enqueue(range!);
        using var answer = await Http.Client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var name in Passed)
        {
            if (answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values))
                context.Response.Headers[name] = new StringValues([.. values]);
        }
        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        if (await _interfere(new RegistryAnswer(context, body))) return;
        if (context.Request.Method != "HEAD") await context.Response.Body.WriteAsync(body);
    }

    private static StreamContent BodyOf(HttpRequest request)
    {
        var body = new StreamContent(request.Body);
        foreach (var name in new[] { "Content-Type", "Content-Length", "Content-Range" })
        {
            if (request.Headers.TryGetValue(name, out var values)) body.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        return body;
    }
}
