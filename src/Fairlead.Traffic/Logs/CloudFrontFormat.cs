using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Logs;

/// <summary>
/// Standard logs of Amazon CloudFront: the W3C extended format, with tabs between the fields. A line <c>#Fields:</c> says which there are and in which order: they were
/// appended to over the years, and may be chosen, some of real-time logs too. Values are encoded with percent signs, <c>%</c> itself too; <c>-</c> is none.
/// Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html,
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html (v2).
/// </summary>
internal sealed class CloudFrontFormat : LogFormat
{
    private const long MillisecondsOfSecond = 1_000;
    private readonly DayMemory _day = new();
    private readonly TextRoom _target = new();
    private CloudFrontColumns? _columns;

    private static ReadOnlySpan<byte> Heading => "#Fields:"u8;

    private const string NoColumns = "no #Fields line that has date and time, or timestamp, and sc-status, sc-bytes and cs-method";

    /// <inheritdoc/>
    public override string Name => "cloudfront";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        if (line.IsEmpty) return LineOutcome.Ignored;
        if (line[0] == '#') return ReadHeading(line);
        if (_columns is not { } columns) return Bad(NoColumns);
        Span<Range> places = stackalloc Range[CloudFrontColumns.Room];
        var count = columns.Split(line, places);
        return count < columns.Least ? Bad($"{count} of {columns.Least} fields") : ReadRequest(line, places, ref record);
    }

    private LineOutcome ReadHeading(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith(Heading)) return LineOutcome.Ignored;
        _columns = CloudFrontColumns.Of(line[Heading.Length..]);
        return _columns is null ? Bad(NoColumns) : LineOutcome.Ignored;
    }

    private LineOutcome ReadRequest(ReadOnlySpan<byte> line, scoped ReadOnlySpan<Range> places, ref LogRecord record)
    {
        record = default;
        if (!TryReadTime(line, places, out record.Time)) return Bad("the time is none");
        var client = Field(line, places, CloudFrontColumn.Client);
        record.HasClient = IpAddress.TryParse(client, out record.Client);
        if (!record.HasClient && !client.IsEmpty) return Bad("the client's address is none");
        if (!AnswerStatus.TryRead(Field(line, places, CloudFrontColumn.Status), out record.Status)) return Bad("the status is none");
        if (!Digits.TryRead(Field(line, places, CloudFrontColumn.Bytes), out record.Bytes)) return Bad("the bytes are no number");
        record.Method = RequestLine.Method(Field(line, places, CloudFrontColumn.Method));
        record.Backend = Field(line, places, CloudFrontColumn.HostHeader);
        if (record.Backend.IsEmpty) record.Backend = Field(line, places, CloudFrontColumn.Distribution);
        record.Target = Target(Field(line, places, CloudFrontColumn.Path), Field(line, places, CloudFrontColumn.Query));
        record.RequestId = Field(line, places, CloudFrontColumn.RequestId);
        return LineOutcome.Request;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, scoped ReadOnlySpan<Range> places, CloudFrontColumn column) => line[places[(int)column]];

    /// <summary>By the date and the time; where the line lacks one of them, by a timestamp.</summary>
    private bool TryReadTime(ReadOnlySpan<byte> line, scoped ReadOnlySpan<Range> places, out long seconds)
    {
        var date = Field(line, places, CloudFrontColumn.Date);
        var time = Field(line, places, CloudFrontColumn.Time);
        if (!date.IsEmpty && !time.IsEmpty) return TryReadTime(date, time, out seconds);
        if (Digits.TryRead(Field(line, places, CloudFrontColumn.Milliseconds), out var milliseconds)) seconds = milliseconds / MillisecondsOfSecond;
        else if (!Digits.TryRead(WithoutFraction(Field(line, places, CloudFrontColumn.Seconds)), out seconds)) return false;
        return seconds <= LogRecord.LastTime;
    }

    private static ReadOnlySpan<byte> WithoutFraction(ReadOnlySpan<byte> number) => number.IndexOf((byte)'.') is >= 0 and var point ? number[..point] : number;

    /// <summary>Reads <c>2026-10-10</c> and <c>13:55:36</c>.</summary>
    private bool TryReadTime(ReadOnlySpan<byte> date, ReadOnlySpan<byte> time, out long seconds)
    {
        seconds = 0;
        if (!DayMemory.TryReadTime(time, out var ofDay) || !_day.TryReadDate(date, out var start)) return false;
        seconds = start + ofDay;
        return true;
    }

    /// <summary>Path and query as the client sent them, but for what CloudFront encoded that was not.</summary>
    private ReadOnlySpan<byte> Target(ReadOnlySpan<byte> path, ReadOnlySpan<byte> query)
    {
        if (!path.StartsWith("/"u8)) return default; // a column that is not there, or a request that names no object
        if (query.IsEmpty && !path.Contains((byte)'%')) return path;
        _target.Clear();
        _target.Add(path, "%25"u8, (byte)'%');
        if (query.IsEmpty) return _target.Text;
        _target.Add("?"u8);
        _target.Add(query, "%25"u8, (byte)'%');
        return _target.Text;
    }
}
