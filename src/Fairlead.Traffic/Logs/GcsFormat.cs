using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Logs;

/// <summary>
/// Usage logs of Google Cloud Storage: comma-separated values, 17 columns and a heading, all in quotes. The columns go by the heading, where there is one; more of them
/// may come. Storage logs, which lie in the same bucket under another heading, hold no requests.
/// Source: https://cloud.google.com/storage/docs/access-logs#format
/// </summary>
internal sealed class GcsFormat : LogFormat
{
    private const long MicrosecondsOfSecond = 1_000_000;
    private readonly TextRoom _target = new();
    private GcsColumns? _columns = GcsColumns.Documented;
    private bool _isStorageLog;

    /// <inheritdoc/>
    public override string Name => "gcs";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        if (line.IsEmpty) return LineOutcome.Ignored;
        Span<Range> room = stackalloc Range[GcsColumns.Most];
        var count = CsvFields.Find(line, room);
        if (count < 0) return Bad("a quote that is neither one of a pair around a field nor doubled within it");
        var fields = room[..Math.Min(count, room.Length)];
        if (IsHeading(line, fields)) return _columns is null ? Bad("the heading lacks a column") : LineOutcome.Ignored;
        if (_isStorageLog) return LineOutcome.Ignored;
        if (_columns is not { } columns) return Bad("after a heading that lacks a column");
        if (fields.Length < columns.Least) return Bad($"{fields.Length} of {columns.Least} fields");
        return ReadRequest(line, fields, columns, ref record);
    }

    private LineOutcome ReadRequest(ReadOnlySpan<byte> line, scoped ReadOnlySpan<Range> fields, GcsColumns columns, ref LogRecord record)
    {
        record = default;
        if (!Digits.TryRead(line[fields[columns.Time]], out var micros)) return Bad("the time is none");
        record.Time = micros / MicrosecondsOfSecond;
        if (record.Time > LogRecord.LastTime) return Bad("the time is none");
        var client = line[fields[columns.Client]];
        record.HasClient = IpAddress.TryParse(client, out record.Client);
        if (!record.HasClient && !client.IsEmpty) return Bad("the client's address is none");
        var status = line[fields[columns.Status]];
        if (status.IsEmpty) return LineOutcome.Ignored; // what the store did by itself, by a bucket's lifecycle rules
        if (!AnswerStatus.TryRead(status, out record.Status)) return Bad("the status is none");
        var bytes = line[fields[columns.Bytes]];
        if (!bytes.IsEmpty && !Digits.TryRead(bytes, out record.Bytes)) return Bad("the bytes are no number");

        record.Method = Method(line[fields[columns.Operation]], Field(line, fields, columns.Uri));
        record.Backend = Field(line, fields, columns.Bucket);
        record.RequestId = Field(line, fields, columns.RequestId);
        record.Target = Target(line[fields[columns.Object]]);
        return LineOutcome.Request;
    }

    /// <summary>Takes a heading in; false for a line that is none.</summary>
    private bool IsHeading(ReadOnlySpan<byte> line, scoped ReadOnlySpan<Range> fields)
    {
        if (line[fields[0]] is [>= (byte)'0' and <= (byte)'9', ..]) return false; // in the documented order a line begins with its time
        var isUsageLog = GcsColumns.Find("time_micros"u8, line, fields) >= 0;
        if (!isUsageLog && GcsColumns.Find("storage_byte_hours"u8, line, fields) < 0) return false;
        _isStorageLog = !isUsageLog;
        _columns = isUsageLog ? GcsColumns.Of(line, fields) : _columns;
        return true;
    }

    /// <summary>
    /// By the operation, because the method of a listing is GET too. Those of the XML API are <c>GET_Object</c>, those of the JSON API <c>storage.objects.get</c>, which gives
    /// the object where <c>alt=media</c> asks for it or the path begins so, else what is known of it.
    /// </summary>
    private static RequestMethod Method(ReadOnlySpan<byte> operation, ReadOnlySpan<byte> uri)
    {
        if (operation.SequenceEqual("GET_Object"u8)) return RequestMethod.Get;
        if (operation.SequenceEqual("HEAD_Object"u8)) return RequestMethod.Head;
        var isMedia = operation.SequenceEqual("storage.objects.get"u8) && (uri.StartsWith("/download/"u8) || uri.IndexOf("alt=media"u8) >= 0);
        return isMedia ? RequestMethod.Get : RequestMethod.Other;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, scoped ReadOnlySpan<Range> fields, int column) => column < 0 ? default : line[fields[column]];

    /// <summary>The object's name, which is not encoded: a question mark in it must not read as that of a query.</summary>
    private ReadOnlySpan<byte> Target(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return default; // of listings
        _target.Clear();
        _target.Add("/"u8);
        for (var at = name.IndexOf((byte)'?'); at >= 0; at = name.IndexOf((byte)'?'))
        {
            _target.Add(name[..at], "\"\""u8, (byte)'"');
            _target.Add("%3F"u8);
            name = name[(at + 1)..];
        }
        _target.Add(name, "\"\""u8, (byte)'"');
        return _target.Text;
    }
}
