using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fairlead.SystemTests.Servers;

/// <summary>
/// Receives OTLP over HTTP (OTLP specification 1.x, "OTLP/HTTP"): <c>POST /v1/metrics</c> and <c>/v1/traces</c>, protobuf. Strings stand in
/// protobuf as they are, so what is looked for is looked for in the bytes.
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Payload)> _received = new();
    private LoopbackHttp? _server;

    private OtlpReceiver()
    {
    }

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is set to.</summary>
    public string Endpoint => _server!.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>All payloads, each byte one character.</summary>
    public IEnumerable<string> Payloads => _received.Select(received => received.Payload);

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver._server = await LoopbackHttp.StartAsync(receiver.ReceiveAsync);
        return receiver;
    }

    /// <summary>The payloads that were posted to this path.</summary>
    public IEnumerable<string> PayloadsAt(string path) =>
        _received.Where(received => received.Path == path).Select(received => received.Payload);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ReceiveAsync(HttpContext context)
    {
        using var payload = new MemoryStream();
        await context.Request.Body.CopyToAsync(payload);
        _received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(payload.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
