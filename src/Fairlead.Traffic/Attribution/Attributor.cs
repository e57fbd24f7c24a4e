using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Attribution;

/// <summary>From a request of a log to what it is counted under: one look-up of the longest prefix, once. For one thread, with names of its own.</summary>
/// <param name="networks">Address to facts, and what the policy makes of them; shared by threads.</param>
/// <param name="content">What is asked for; shared by threads.</param>
/// <param name="backends">Who served; shared by threads.</param>
/// <param name="names">Filled as names are met.</param>
/// <param name="salt">For hashing clients.</param>
/// <param name="byDay">Whether periods are days; else months.</param>
public sealed class Attributor(ClientNetworks networks, ContentBook content, BackendBook backends, CellNames names, Salt salt, bool byDay)
{
    private readonly ClientKeys _clients = new(networks, names);
    private readonly BackendNumbers _backends = new(backends, names);
    private readonly PeriodMemory _periods = new(byDay);
    private readonly int[] _known = new int[content.KnownImages];

    /// <summary>What the request is counted under. Allocates only for names that are new.</summary>
    /// <param name="record">The request.</param>
    /// <param name="bytes">Bytes to count: the log's, or where a redirector's log has none the size of the blob that it redirected to, from an inventory.</param>
    /// <param name="client">The client under the salt; 0 when not known.</param>
    public CellKey KeyOf(in LogRecord record, out long bytes, out ulong client)
    {
        var asked = record.Method == RequestMethod.Other ? new Content() : content.Read(record.Target);
        var isRedirectors = record.Facts.IsSet;
        bytes = BytesOf(record, asked);
        client = record.HasClient ? salt.Of(record.Client) : 0;

        // What answered of itself has no backend, whatever --backend names.
        var backend = isRedirectors && record.Backend.IsEmpty ? 0 : _backends.Of(record.Backend, record.Target);
        var image = record.Status < 400 ? NumberOf(asked) : 0; // names in errors are whatever strangers ask for
        var key = new CellKey(_periods.Of(record.Time), backend, provider: 0, region: 0, asn: 0, country: 0, asked.Kind, StatusClassOf(record.Status), image);
        return key.With(ClientOf(record));
    }

    /// <summary>Bytes to count: the log's own; in a redirector's, which sends none itself, those of the blob that whoever it leads to sends.</summary>
    internal static long BytesOf(in LogRecord record, in Content asked) => record.Facts.IsSet ? BytesBehind(record, asked) : record.Bytes;

    private static int StatusClassOf(int status) => Math.Clamp(status / 100, 1, 5);

    private static long BytesBehind(in LogRecord record, in Content asked) =>
        record is { Method: RequestMethod.Get, Status: >= 300 and < 400 } && asked.Kind == ContentKind.Blob ? Math.Max(0, asked.Size) : 0;

    private int NumberOf(in Content asked)
    {
        if (asked.Known == 0) return names.Images.Add(asked.Image);
        ref var number = ref _known[asked.Known];
        if (number == 0) number = names.Images.Add(asked.Image);
        return number;
    }

    private CellKey ClientOf(in LogRecord record) =>
        record.Facts.IsSet ? _clients.Of(record.Facts) : record.HasClient ? _clients.Of(record.Client) : default;
}
