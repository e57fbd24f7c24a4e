using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Fairlead.Networks.Lookup;
using Fairlead.Policy.Requests;
using Fairlead.Redirector.Deciding;
using Fairlead.Redirector.Timing;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Redirector.Observing;

/// <summary>
/// One JSON line a request, without any client address: the facts stand in its place. Lines are written by one task; when the reader
/// of the stream is slow, lines are dropped and counted rather than requests held up.
/// </summary>
internal sealed class AccessLog : IAsyncDisposable
{
    /// <summary>What may wait to be written, all lines together: some 16,000 of the usual ones, fewer where clients ask for the longest paths.</summary>
    public const int MaxBytesWaiting = 8 * 1024 * 1024;

    private const int MaxUserAgent = 256;
    private readonly Channel<byte[]> _lines = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Stream _output;
    private readonly Clock _clock;
    private readonly Task _writing;
    private long _bytesWaiting;
    private long _dropped;

    public AccessLog(Stream output, Clock clock)
    {
        (_output, _clock) = (output, clock);
        _writing = Task.Run(WriteLines);
    }

    /// <summary>Lines that were not written.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Queues the line of one request.</summary>
    public void Write(IHttpRequestFeature request, in Exchange exchange, in Decision decision, int status)
    {
        var line = Line(request, exchange, decision, status);
        if (Interlocked.Add(ref _bytesWaiting, line.Length) <= MaxBytesWaiting && _lines.Writer.TryWrite(line)) return;
        Interlocked.Add(ref _bytesWaiting, -line.Length);
        Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes the lines that wait. That takes as long as whoever reads them does: for ever, when it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private byte[] Line(IHttpRequestFeature request, in Exchange exchange, in Decision decision, int status)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            var facts = exchange.State.Policy.Networks.Facts[exchange.Facts];
            json.WriteStartObject();
            json.WriteString("time", _clock.Time.GetUtcNow());
            json.WriteString("method", request.Method);
            json.WriteString("path", exchange.Path.Path);
            json.WriteNumber("status", status);
            json.WriteString("rule", decision.Rule.Name());
            WriteFacts(json, facts, exchange.Place.Place.Provider);
            if (exchange.Path.Kind is PathKind.Blob or PathKind.ManifestByDigest)
            {
                json.WriteString("repository", exchange.Path.Repository);
                json.WriteString("digest", exchange.Path.Digest.ToString());
            }
            json.WriteString("mirror", decision.Mirror?.Config.Name);
            json.WriteString("location", decision.Location);
            json.WriteNumber("seconds", _clock.SecondsBetween(exchange.Began, _clock.Timestamp));
            var agent = request.Headers.UserAgent.ToString();
            json.WriteString("userAgent", agent.AsSpan(0, Math.Min(agent.Length, MaxUserAgent)));
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteFacts(Utf8JsonWriter json, OriginFacts facts, string? provider)
    {
        json.WriteString("provider", provider);
        json.WriteString("network", facts.Network);
        json.WriteString("region", facts.Region);
        if (facts.Asn != 0) json.WriteNumber("asn", facts.Asn);
        else json.WriteNull("asn");
        json.WriteString("country", facts.Country);
    }

    private async Task WriteLines()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await _output.WriteAsync(line).ConfigureAwait(false);
                if (!_lines.Reader.TryPeek(out _)) await _output.FlushAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
                Interlocked.Increment(ref _dropped); // whoever read it is gone
            }
            Interlocked.Add(ref _bytesWaiting, -line.Length);
        }
    }
}
