using Fairlead.Formats.Oci;
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
        Begin(record, out var request);
        Finish(new(ref request));
        (bytes, client) = (request.Bytes, request.Client);
        return request.Key;
    }

    /// <summary>Takes from a record, which is gone with its line, all that <see cref="Finish"/> needs.</summary>
    internal void Begin(in LogRecord record, out PendingRequest request)
    {
        var asked = record.Method == RequestMethod.Other ? new Content() : TargetPath.Read(record.Target);
        var isRedirectors = record.Facts.IsSet;
        if (isRedirectors) content.LookUp(ref asked); // for its size, that is
        var isNamed = record.Status < 400; // names in errors are whatever strangers ask for

        // What answered of itself has no backend, whatever --backend names.
        var backend = isRedirectors && record.Backend.IsEmpty ? 0 : _backends.Of(record.Backend, record.Target);
        var image = isNamed && !asked.Image.IsEmpty ? names.Images.Add(asked.Image) : 0;
        var key = new CellKey(_periods.Of(record.Time), backend, provider: 0, region: 0, asn: 0, country: 0, asked.Kind, StatusClassOf(record.Status), image);
        request = new()
        {
            Key = isRedirectors ? key.With(_clients.Of(record.Facts)) : key,
            Bytes = BytesOf(record, asked),
            Client = record.HasClient ? salt.Of(record.Client) : 0,
            HasAddress = record.HasClient && !isRedirectors,
            Address = record.Client,
            Digest = isNamed && image == 0 && asked.Kind == ContentKind.Blob ? asked.Digest : null,
        };
    }

    /// <summary>Looks up what is to be looked up.</summary>
    /// <param name="requests">Some at once: the tables are larger than any cache, and a processor waits for many places of memory as long as for one.</param>
    internal void Finish(Span<PendingRequest> requests)
    {
        foreach (ref var request in requests)
        {
            if (request.HasAddress) request.Facts = networks.FactsOf(request.Address);
        }
        foreach (ref var request in requests)
        {
            if (request.HasAddress) request.Key = request.Key.With(_clients.Of(request.Facts));
        }
        foreach (ref var request in requests)
        {
            if (request.Digest is { } digest) request.Key = request.Key.With(CellKey.OfImage(ImageOf(digest)));
        }
    }

    /// <summary>Bytes to count: the log's own; in a redirector's, which sends none itself, those of the blob that whoever it leads to sends.</summary>
    internal static long BytesOf(in LogRecord record, in Content asked) => record.Facts.IsSet ? BytesBehind(record, asked) : record.Bytes;

    private static int StatusClassOf(int status) => Math.Clamp(status / 100, 1, 5);

    private static long BytesBehind(in LogRecord record, in Content asked) =>
        record is { Method: RequestMethod.Get, Status: >= 300 and < 400 } && asked.Kind == ContentKind.Blob ? Math.Max(0, asked.Size) : 0;

    private int ImageOf(in Digest digest)
    {
        var known = content.ImageOf(digest);
        ref var number = ref _known[known];
        if (number == 0) number = names.Images.Add(content.NameOf(known));
        return number;
    }
}
