namespace Fairlead.Traffic.Logs;

/// <summary>Which column of a usage log holds what; -1 where there is none of that.</summary>
internal sealed record GcsColumns(int Time, int Client, int Uri, int Status, int Bytes, int RequestId, int Operation, int Bucket, int Object)
{
    /// <summary>Columns beyond these are passed over.</summary>
    public const int Most = 64;

    /// <summary>How they have been since the format is documented.</summary>
    public static GcsColumns Documented { get; } = new(Time: 0, Client: 1, Uri: 5, Status: 6, Bytes: 8, RequestId: 13, Operation: 14, Bucket: 15, Object: 16);

    /// <summary>How many fields a line must have.</summary>
    public int Least { get; } = 1 + Math.Max(Math.Max(Math.Max(Time, Client), Math.Max(Uri, Status)), Math.Max(Math.Max(Bytes, RequestId), Math.Max(Math.Max(Operation, Bucket), Object)));

    /// <summary>The columns by a heading; null when one is not there that nothing can be counted without.</summary>
    public static GcsColumns? Of(ReadOnlySpan<byte> heading, ReadOnlySpan<Range> fields)
    {
        var columns = new GcsColumns(
            Time: Find("time_micros"u8, heading, fields),
            Client: Find("c_ip"u8, heading, fields),
            Uri: Find("cs_uri"u8, heading, fields),
            Status: Find("sc_status"u8, heading, fields),
            Bytes: Find("sc_bytes"u8, heading, fields),
            RequestId: Find("s_request_id"u8, heading, fields),
            Operation: Find("cs_operation"u8, heading, fields),
            Bucket: Find("cs_bucket"u8, heading, fields),
            Object: Find("cs_object"u8, heading, fields));
        return columns is { Time: >= 0, Client: >= 0, Status: >= 0, Bytes: >= 0, Operation: >= 0, Object: >= 0 } ? columns : null;
    }

    /// <summary>The column of a name; -1 when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> heading, ReadOnlySpan<Range> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (heading[fields[i]].SequenceEqual(name)) return i;
        }
        return -1;
    }
}
