using Fairlead.Formats.Inventories;
using Fairlead.Policy.Requests;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Attribution;

/// <summary>From a request of a log to what it is counted under: one look-up of the longest prefix, once. For one thread, with names of its own.</summary>
public sealed class Attributor
{
    /// <param name="networks">Address to facts, and what the policy makes of them; shared by threads.</param>
    /// <param name="content">What is asked for; shared by threads.</param>
    /// <param name="backends">Who served; shared by threads.</param>
    /// <param name="names">Filled as names are met.</param>
    /// <param name="salt">For hashing clients.</param>
    /// <param name="byDay">Whether periods are days; else months.</param>
    public Attributor(ClientNetworks networks, ContentBook content, BackendBook backends, CellNames names, Salt salt, bool byDay) => throw new NotImplementedException();

    /// <summary>What the request is counted under. Allocates only for names that are new.</summary>
    /// <param name="record">The request.</param>
    /// <param name="bytes">Bytes to count: the log's, or where a redirector's log has none the size of the blob that it redirected to, from an inventory.</param>
    /// <param name="client">The client under the salt; 0 when not known.</param>
    public CellKey KeyOf(in LogRecord record, out long bytes, out ulong client) => throw new NotImplementedException();
}
