using Fairlead.Networks.Addresses;

namespace Fairlead.Traffic.Logs;

/// <summary>
/// Server access logs of Amazon S3: fields that spaces divide, the time in brackets, three of them in quotes. Fields were appended over the years, and more may come:
/// what is wanted stands before them. Nothing is escaped in quotes, where a client wrote what it liked; but the object's key is encoded.
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
/// </summary>
internal sealed class S3Format : LogFormat
{
    private readonly BracketTime _time = new();
    private readonly TextRoom _target = new();

    /// <inheritdoc/>
    public override string Name => "s3";

    /// <inheritdoc/>
    public override LineOutcome Read(ReadOnlySpan<byte> line, ref LogRecord record)
    {
        if (line.IsEmpty) return LineOutcome.Ignored;
        record = default;
        var fields = new SpacedFields(line);
        if (!fields.TryTake(out _) || !fields.TryTake(out record.Backend)) return Bad("no owner and bucket in front");
        if (!fields.TryTake(BracketTime.Length + 2, out var time) || time[0] != '[' || time[^1] != ']') return Bad("no time in brackets after the bucket");
        if (!_time.TryRead(time[1..^1], out record.Time)) return Bad("the time is none");
        if (!fields.TryTake(out var client) || !fields.TryTake(out _)) return Bad("it ends before the requester");
        record.HasClient = IpAddress.TryParse(client, out record.Client);
        if (!record.HasClient && !IsNone(client)) return Bad("the client's address is none");

        // An id is the request's: of a request that deletes many objects there is a line for each of them. So the operation and the key go with it.
        var identified = fields.Rest;
        if (!fields.TryTake(out var id) || !fields.TryTake(out var operation) || !fields.TryTake(out var key)) return Bad("it ends before the key");
        if (!IsNone(id)) record.RequestId = identified[..(identified.Length - fields.Rest.Length - 1)];
        record.Method = Method(operation);
        record.Target = Target(key);
        return fields.TryTake(S3RequestUri.Length(fields.Rest), out _) ? ReadAnswer(fields, ref record) : Bad("no request in quotes after the key");
    }

    /// <summary>Reads status, error code and bytes sent; there is always more after them.</summary>
    private LineOutcome ReadAnswer(SpacedFields fields, ref LogRecord record)
    {
        if (!fields.TryTake(out var status) || !fields.TryTake(out _) || !fields.TryTake(out var bytes)) return Bad("it ends before the bytes sent");
        if (IsNone(status)) return LineOutcome.Ignored; // what the store did by itself, by a bucket's lifecycle rules
        if (!AnswerStatus.TryRead(status, out record.Status)) return Bad("the status is none");
        return Digits.TryReadBytes(bytes, out record.Bytes) ? LineOutcome.Request : Bad("the bytes are no number");
    }

    private static RequestMethod Method(ReadOnlySpan<byte> operation)
    {
        if (operation.SequenceEqual("REST.GET.OBJECT"u8) || operation.SequenceEqual("WEBSITE.GET.OBJECT"u8)) return RequestMethod.Get;
        return operation.SequenceEqual("REST.HEAD.OBJECT"u8) || operation.SequenceEqual("WEBSITE.HEAD.OBJECT"u8) ? RequestMethod.Head : RequestMethod.Other;
    }

    /// <summary>The key, because a request may name the bucket in its path or not. It is encoded twice, and comes out encoded once.</summary>
    private ReadOnlySpan<byte> Target(ReadOnlySpan<byte> key)
    {
        if (IsNone(key)) return default;
        _target.Clear();
        _target.Add("/"u8);
        _target.Add(key, "%25"u8, (byte)'%');
        return _target.Text;
    }

    private static bool IsNone(ReadOnlySpan<byte> field) => field is [(byte)'-'];
}
