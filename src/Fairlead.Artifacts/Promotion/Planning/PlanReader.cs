using System.Text.Json;
using Fairlead.Formats.Yaml;

namespace Fairlead.Artifacts.Promotion.Planning;

/// <summary>Reads a plan's JSON in pieces, and hands it on token by token. For one plan.</summary>
internal sealed class PlanReader(Stream input)
{
    /// <summary>More than the longest text that a plan has, each of its characters escaped.</summary>
    private const int BufferSize = 64 << 10;

    private readonly PlanParser _parser = new();
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 4 });
    private long _line = 1;
    private long _bytes;

    /// <summary>Reads it to its end.</summary>
    /// <exception cref="FormatException">It can't be used: with the line and the reason.</exception>
    public async Task<PromotionPlan> ReadAsync(CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        var filled = 0;
        for (var isEnd = false; !isEnd;)
        {
            var read = await input.ReadAtLeastAsync(buffer.AsMemory(filled), buffer.Length - filled, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
            isEnd = read < buffer.Length - filled;
            filled += read;
            if ((_bytes += read) > PlanFile.MaxBytes) throw new FormatException($"the plan is larger than {PlanFile.MaxBytes >> 20} MiB");
            var used = Parse(buffer.AsSpan(0, filled), isEnd);
            if (used == 0 && filled == buffer.Length) throw Wrong($"a text is longer than {BufferSize >> 10} KiB");
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
        }
        return _parser.Finish(Wrong);
    }

    private int Parse(ReadOnlySpan<byte> piece, bool isEnd)
    {
        var json = new Utf8JsonReader(piece, isEnd, _state);
        var counted = 0;
        try
        {
            while (json.Read())
            {
                var start = (int)json.TokenStartIndex;
                if (start > counted) _line += piece[counted..start].Count((byte)'\n');
                counted = Math.Max(counted, start);
                _parser.Take(ref json);
            }
        }
        catch (JsonException e)
        {
            throw new FormatException($"line {(e.LineNumber ?? 0) + 1}: it is no JSON: {Quoted.Text(e.Message)}", e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw Wrong(e is FormatException ? e.Message : "a text is no UTF-8"); // which is what InvalidOperationException means here
        }
        var used = (int)json.BytesConsumed;
        _line += piece[counted..used].Count((byte)'\n');
        _state = json.CurrentState;
        return used;
    }

    private FormatException Wrong(string why) => new($"line {_line}: {why}");
}
