using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Support.Registries;

/// <summary>Something that goes wrong with one request, or with every one of its kind.</summary>
/// <param name="Method">GET, PUT and so on; null: any.</param>
/// <param name="PathPart">What its path has to hold.</param>
/// <param name="BefallAsync">What happens; true where the normal answer is given after it.</param>
internal sealed record RegistryFault(string? Method, string PathPart, Func<HttpContext, TimeProvider, Task<bool>> BefallAsync)
{
    /// <summary>Whether it goes on after the first time.</summary>
    public bool IsLasting { get; init; }

    /// <summary>The same for every request of its kind.</summary>
    public RegistryFault Always => this with { IsLasting = true };

    public bool IsFor(string method, string path) => (Method is null || Method == method) && path.Contains(PathPart, StringComparison.Ordinal);

    /// <summary>Answers a status, and with it how long to wait, and a body.</summary>
    public static RegistryFault Status(string? method, string pathPart, int status, string? retryAfter = null, string? body = null) => new(method, pathPart, async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        if (body is not null) await context.Response.WriteAsync(body);
        return false;
    });

    /// <summary>Cuts the connection without an answer.</summary>
    public static RegistryFault Reset(string? method, string pathPart) => new(method, pathPart, (context, _) =>
    {
        context.Abort();
        throw new ConnectionAbortedException();
    });

    /// <summary>Cuts the connection after so many bytes of the answer's body.</summary>
    public static RegistryFault CutAfter(string pathPart, long bytes) => new("GET", pathPart, (context, _) =>
    {
        context.Response.Body = new TamperingBody(context, context.Response.Body) { CutAfter = bytes };
        return Task.FromResult(true);
    });

    /// <summary>Sends one byte of the body wrong.</summary>
    public static RegistryFault WrongByte(string pathPart, long at) => new("GET", pathPart, (context, _) =>
    {
        context.Response.Body = new TamperingBody(context, context.Response.Body) { WrongAt = at };
        return Task.FromResult(true);
    });

    /// <summary>Sends the body's start, and then nothing until the client is gone.</summary>
    public static RegistryFault StallAfter(string pathPart, long bytes) => new("GET", pathPart, (context, _) =>
    {
        context.Response.Body = new TamperingBody(context, context.Response.Body) { StallAfter = bytes };
        return Task.FromResult(true);
    });

    /// <summary>Behaves as a server that knows nothing of ranges.</summary>
    public static RegistryFault NoRanges(string pathPart) => new("GET", pathPart, (context, _) =>
    {
        context.Request.Headers.Remove("Range");
        return Task.FromResult(true);
    });

    /// <summary>Answers after this long, by the server's clock.</summary>
    public static RegistryFault Late(string? method, string pathPart, TimeSpan delay) => new(method, pathPart, async (context, time) =>
    {
        await Task.Delay(delay, time, context.RequestAborted);
        return true;
    });

    /// <summary>Answers this, with these headers.</summary>
    public static RegistryFault Answer(string? method, string pathPart, int status, string body, params (string Name, string Value)[] headers) => new(method, pathPart, async (context, _) =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value.Replace("{host}", context.Request.Host.Value, StringComparison.Ordinal);
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.WriteAsync(body);
        return false;
    });

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method ?? "*"} {PathPart}");
}
