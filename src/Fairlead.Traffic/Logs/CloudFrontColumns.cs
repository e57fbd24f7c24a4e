namespace Fairlead.Traffic.Logs;

/// <summary>Where the columns are in the lines of a log of CloudFront's. Immutable.</summary>
internal sealed class CloudFrontColumns
{
    /// <summary>Room for the places of all that is wanted, by <see cref="CloudFrontColumn"/>.</summary>
    public const int Room = (int)CloudFrontColumn.RequestId + 1;

    /// <summary>Columns beyond these are passed over.</summary>
    private const int Most = 256;

    private readonly CloudFrontColumn[] _columns; // up to the last that is wanted

    private CloudFrontColumns(CloudFrontColumn[] columns) => _columns = columns;

    /// <summary>How many fields a line must have.</summary>
    public int Least => _columns.Length;

    /// <summary>By what follows <c>#Fields:</c>; null when a column is not there that nothing can be counted without.</summary>
    public static CloudFrontColumns? Of(ReadOnlySpan<byte> names)
    {
        var columns = new List<CloudFrontColumn>();
        foreach (var range in names.Split((byte)' '))
        {
            var name = names[range];
            if (!name.IsEmpty && columns.Count < Most) columns.Add(Find(name));
        }
        if (!Has(CloudFrontColumn.Status, CloudFrontColumn.Bytes, CloudFrontColumn.Method)) return null;
        if (!Has(CloudFrontColumn.Date, CloudFrontColumn.Time) && !Has(CloudFrontColumn.Seconds) && !Has(CloudFrontColumn.Milliseconds)) return null;
        var last = columns.FindLastIndex(column => column != CloudFrontColumn.Unwanted);
        return new CloudFrontColumns([.. columns.Take(last + 1)]);

        bool Has(params ReadOnlySpan<CloudFrontColumn> wanted)
        {
            foreach (var one in wanted)
            {
                if (!columns.Contains(one)) return false;
            }
            return true;
        }
    }

    /// <summary>Finds the fields of a line, as far as they are wanted, and returns how many there are up to there.</summary>
    /// <param name="line">Tabs divide it.</param>
    /// <param name="places">Where what is wanted is, by <see cref="CloudFrontColumn"/>; empty where it is not, and where a field says so by <c>-</c>.</param>
    public int Split(ReadOnlySpan<byte> line, Span<Range> places)
    {
        places.Clear();
        var start = 0;
        for (var i = 0; i < _columns.Length; i++)
        {
            var length = line[start..].IndexOf((byte)'\t');
            var end = length < 0 ? line.Length : start + length;
            if (!(end - start == 1 && line[start] == '-')) places[(int)_columns[i]] = start..end;
            if (length < 0) return i + 1;
            start = end + 1;
        }
        return _columns.Length;
    }

    private static CloudFrontColumn Find(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("date"u8)) return CloudFrontColumn.Date;
        if (name.SequenceEqual("time"u8)) return CloudFrontColumn.Time;
        if (name.SequenceEqual("timestamp"u8)) return CloudFrontColumn.Seconds;
        if (name.SequenceEqual("timestamp(ms)"u8)) return CloudFrontColumn.Milliseconds;
        if (name.SequenceEqual("c-ip"u8)) return CloudFrontColumn.Client;
        if (name.SequenceEqual("sc-status"u8)) return CloudFrontColumn.Status;
        if (name.SequenceEqual("sc-bytes"u8)) return CloudFrontColumn.Bytes;
        if (name.SequenceEqual("cs-method"u8)) return CloudFrontColumn.Method;
        if (name.SequenceEqual("cs-uri-stem"u8)) return CloudFrontColumn.Path;
        if (name.SequenceEqual("cs-uri-query"u8)) return CloudFrontColumn.Query;
        if (name.SequenceEqual("x-host-header"u8)) return CloudFrontColumn.HostHeader;
        if (name.SequenceEqual("cs(Host)"u8)) return CloudFrontColumn.Distribution;
        if (name.SequenceEqual("x-edge-request-id"u8)) return CloudFrontColumn.RequestId;
        return CloudFrontColumn.Unwanted;
    }
}
