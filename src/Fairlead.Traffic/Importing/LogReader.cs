using Fairlead.Formats.Streams;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Importing;

/// <summary>
/// Reads logs into a sink, streaming, gz and plain, one after the other, and counts what is in them. For one thread; several may share the <see cref="RequestIds"/>.
/// </summary>
/// <param name="format">Name of the logs' format; null: what each begins with tells.</param>
/// <param name="ids">The requests that were there before.</param>
public sealed class LogReader(string? format, RequestIds ids)
{
    /// <summary>A longer line is bad. A log's format is told by as many bytes of its beginning.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly byte[] _buffer = LineReader.CreateBuffer(LongestLine); // some stores write millions of small logs
    private BadLines _bad = new();
    private long _files;
    private long _damaged;
    private long _lines;
    private long _linesTaken;
    private long _requests;
    private long _duplicates;
    private long _ignored;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    /// <summary>Lines so far. Any thread may ask.</summary>
    public long Lines => Volatile.Read(ref _lines);

    /// <summary>Whether the last log could not be read any further, and may be another time; what is damaged stays so.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>What was read so far, or since it was taken.</summary>
    public LogCounts Counts => new()
    {
        Files = _files,
        DamagedFiles = _damaged,
        Lines = _lines - _linesTaken,
        Requests = _requests,
        Duplicates = _duplicates,
        Ignored = _ignored,
        Bad = _bad.Counted,
        First = _first > _last ? null : _first,
        Last = _first > _last ? null : _last,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The counts so far, which begin from nothing again. A sink may take them between two lines.</summary>
    public LogCounts TakeCounts()
    {
        var counts = Counts;
        (_bad, _linesTaken, _first, _last) = (new BadLines(), _lines, long.MaxValue, long.MinValue);
        _files = _damaged = _requests = _duplicates = _ignored = 0;
        return counts;
    }

    /// <summary>
    /// Reads one log to its end. Bad lines are counted; a log that ends in the middle of its gzip data counts as damaged, and the whole lines that came before stay counted.
    /// </summary>
    /// <param name="log">Its bytes, packed or not.</param>
    /// <param name="sink">Is given each request that is not there twice.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What is wrong with the log as a whole: damaged, or not one line of it in its format; null when nothing is.</returns>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public string? Read(Stream log, IRequestSink sink, CancellationToken cancel)
    {
        _files++;
        using var bytes = new LogBytes(log);
        var lines = new LineReader(bytes, LongestLine, cancel.ThrowIfCancellationRequested, _buffer);
        var beginning = lines.Peek(LongestLine);
        var mark = beginning.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var isArray = JsonTexts.BeginsArray(beginning[mark..]);
        var isRight = true;
        if (beginning.Length > mark)
        {
            var reader = LogFormats.Create(format ?? LogFormats.Detect(beginning[mark..]) ?? "") ?? new UnknownFormat();
            isRight = ReadLines(lines, bytes, mark, reader, sink);
        }
        IsCutOff = bytes.IsCutOff;
        if (bytes.Damage is not null) _damaged++;
        return bytes.Damage ?? (isRight ? null : Remedy(isArray));
    }

    private string Remedy(bool isArray) =>
        isArray ? "it is one JSON array, and not an object a line: jq -c '.[]' makes lines of it"
        : format is null ? $"it is in none of the formats that are known: {string.Join(", ", LogFormats.Names)}"
        : $"none of its lines is in the format '{format}': if it is in another one, leave --format away";

    /// <summary>Reads the lines; false when none is a request, and more are bad than are passed over: then it is likely to be in another format.</summary>
    private bool ReadLines(LineReader lines, LogBytes bytes, int mark, LogFormat format, IRequestSink sink)
    {
        var (requests, passed, bad) = (0L, 0L, 0L);
        LogRecord record = default;
        var follower = sink as ILineSink;
        while (lines.TryRead(out var line, out var isTooLong))
        {
            if (lines.IsLastUnended && bytes.Damage is not null) break; // who knows what it would have said
            line = line[mark..];
            mark = 0;
            if (line.EndsWith((byte)'\r')) line = line[..^1];
            var outcome = isTooLong ? LineOutcome.Bad : format.Read(line, ref record);
            follower?.Follow(outcome, line.Length, record);
            _lines++;
            if (outcome == LineOutcome.Request)
            {
                requests++;
                Take(record, sink);
            }
            else if (outcome == LineOutcome.Ignored)
            {
                _ignored++;
                if (!line.IsEmpty) passed++; // empty lines are of no format
            }
            else
            {
                bad++;
                _bad.Add(format.Name, isTooLong ? "longer than 64 KiB" : format.Problem, line);
            }
        }
        return requests > 0 || bad <= passed;
    }

    private void Take(in LogRecord record, IRequestSink sink)
    {
        if (!ids.IsNew(record.RequestId))
        {
            _duplicates++;
            return;
        }
        _requests++;
        _first = Math.Min(_first, record.Time);
        _last = Math.Max(_last, record.Time);
        sink.Take(record);
    }
}
