using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Cli.Reporting;

/// <summary>What the cells of a part add up to.</summary>
/// <param name="Cells">How many there are.</param>
/// <param name="Requests">Requests in them.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="Unattributed">Requests of clients of whom neither provider nor ASN is known.</param>
internal sealed record PartTotals(int Cells, long Requests, long Bytes, long Unattributed)
{
    /// <summary>Those of a part, which is held to its checksum on the way.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static PartTotals Of(string path)
    {
        using var part = PartReader.Open(path);
        var (requests, bytes, unattributed) = (0L, 0L, 0L);
        while (part.TryRead(out var cell))
        {
            requests = CappedSum.Of(requests, cell.Requests);
            bytes = CappedSum.Of(bytes, cell.Bytes);
            if (cell.Key is { Provider: 0, Asn: 0 }) unattributed = CappedSum.Of(unattributed, cell.Requests);
        }
        return new PartTotals(part.Count, requests, bytes, unattributed);
    }
}
