using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Writes a plan as JSON, one edge a line. For one plan.</summary>
internal sealed class PlanWriter(Stream output)
{
    private const int BufferSize = 64 << 10;

    // An apostrophe stays one: this is no HTML.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(BufferSize + 4096);

    /// <summary>Writes it, with a line's end.</summary>
    public async Task WriteAsync(PromotionPlan plan, Action<Utf8JsonWriter>? more, CancellationToken cancel)
    {
        using var json = new Utf8JsonWriter(_buffer, s_options);
        _buffer.Write("{\"version\":1,\n\"made\":"u8);
        json.WriteStringValue(plan.Made.ToUniversalTime());
        json.Flush();
        await ListAsync(json, ",\n\"edges\":["u8.ToArray(), plan.Edges, WriteEdge, cancel).ConfigureAwait(false);
        await ListAsync(json, ",\n\"attachments\":["u8.ToArray(), plan.Attachments, WriteAttachment, cancel).ConfigureAwait(false);
        await ListAsync(json, ",\n\"lost\":["u8.ToArray(), plan.Lost, WriteEdge, cancel).ConfigureAwait(false);
        await ListAsync(json, ",\n\"refused\":["u8.ToArray(), plan.Refused, WriteEdge, cancel).ConfigureAwait(false);
        await ListAsync(json, ",\n\"failures\":["u8.ToArray(), plan.Failures, WriteFailure, cancel).ConfigureAwait(false);
        if (more is not null) await MoreAsync(more, cancel).ConfigureAwait(false);
        _buffer.Write("}\n"u8);
        await FlushAsync(cancel).ConfigureAwait(false);
    }

    private async Task ListAsync<T>(Utf8JsonWriter json, byte[] name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, CancellationToken cancel)
    {
        _buffer.Write(name);
        var isFirst = true;
        foreach (var item in items)
        {
            _buffer.Write(isFirst ? "\n"u8 : ",\n"u8);
            isFirst = false;
            json.Reset();
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
            json.Flush();
            if (_buffer.WrittenCount >= BufferSize) await FlushAsync(cancel).ConfigureAwait(false);
        }
        _buffer.Write("]"u8);
    }

    // Members without the object that they are of, which is why nothing is validated; straight to the output, since they may be as many as the edges.
    private async Task MoreAsync(Action<Utf8JsonWriter> more, CancellationToken cancel)
    {
        _buffer.Write(",\n"u8);
        await FlushAsync(cancel).ConfigureAwait(false);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = s_options.Encoder, SkipValidation = true });
        more(json);
        await json.FlushAsync(cancel).ConfigureAwait(false);
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        await output.WriteAsync(_buffer.WrittenMemory, cancel).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }

    private static void WriteEdge(Utf8JsonWriter json, PlanEdge edge)
    {
        json.WriteString("image"u8, edge.Image);
        json.WriteString("digest"u8, edge.Digest.ToString());
        json.WriteString("tag"u8, edge.Tag);
        json.WriteString("from"u8, edge.From.Name);
        json.WriteString("to"u8, edge.To.Name);
        json.WriteString("action"u8, EdgeActionWords.Of(edge.Action));
        if (edge.Was is { } was) json.WriteString("was"u8, was.ToString());
        if (edge.Reason is { } reason) json.WriteString("reason"u8, OneLine(reason));
    }

    private static void WriteAttachment(Utf8JsonWriter json, PlanAttachment attachment)
    {
        json.WriteString("image"u8, attachment.Image);
        json.WriteString("digest"u8, attachment.Digest.ToString());
        json.WriteString("tag"u8, attachment.Tag);
        json.WriteString("from"u8, attachment.From.Name);
        json.WriteString("to"u8, attachment.To.Name);
    }

    private static void WriteFailure(Utf8JsonWriter json, PlanFailure failure)
    {
        json.WriteString("repository"u8, failure.Repository);
        json.WriteNumber("edges"u8, failure.Edges);
        json.WriteString("message"u8, OneLine(failure.Message));
    }

    /// <summary>As it may be read again.</summary>
    private static string OneLine(string text)
    {
        var cut = text.Length > PlanFile.MaxTextLength ? text[..PlanFile.MaxTextLength] : text;
        return string.Create(cut.Length, cut, static (line, text) =>
        {
            for (var i = 0; i < line.Length; i++) line[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? ' ' : text[i];
        });
    }
}
