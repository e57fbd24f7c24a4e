using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>
/// Sends shipments: first the rows of requests, each batch's under the id of this try, and when the server has said that it has them, the rows that say which tries have arrived. A try that is
/// broken off, or whose answer is lost, leaves rows that nobody counts. Thread-safe.
/// </summary>
internal sealed class ShipmentSender(ClickHouseClient client, string database, string? upstream, long? networksAsOf, TimeProvider time)
{
    private const int PackedAtOnce = 64 << 10;

    /// <summary>Sends the batches that have not arrived before.</summary>
    /// <returns>How many those were, and how many requests.</returns>
    /// <exception cref="ClickHouseException">It failed for good, or for too long.</exception>
    public async Task<(int Batches, long Requests)> SendAsync(Shipment shipment, CancellationToken cancel)
    {
        var arrived = await ArrivedAsync(shipment.Batches, cancel).ConfigureAwait(false);
        // One that has arrived with fewer duplicates was exported without a log of before, and is exported anew: see Tables.
        var batches = shipment.Batches.Where(batch => !arrived.TryGetValue(batch.Id, out var duplicates) || duplicates < batch.Counts.Duplicates).ToList();
        if (batches.Count == 0) return default;

        UInt128[] attempts = [];
        await client.InsertAsync($"{database}.{Tables.Requests.Name} ({Tables.Requests.Names})", () =>
        {
            attempts = [.. batches.Select(_ => NewAttempt())];
            return Pack(shipment.Rows.Written, batches, attempts);
        }, cancel).ConfigureAwait(false);
        await client.InsertAsync($"{database}.{Tables.Batches.Name} ({Tables.Batches.Names})", () => Pack(shipment, batches, attempts), cancel).ConfigureAwait(false);
        return (batches.Count, batches.Sum(batch => batch.Counts.Requests));
    }

    /// <summary>Of the batches that have arrived, the most duplicates that one of their tries knew.</summary>
    private async Task<Dictionary<UInt128, long>> ArrivedAsync(IReadOnlyList<Batch> batches, CancellationToken cancel)
    {
        var arrived = new Dictionary<UInt128, long>();
        var ids = string.Join(", ", batches.Select(batch => $"'{UuidText.Of(batch.Id)}'"));
        var sql = $"SELECT batch, max(duplicates) FROM {database}.{Tables.Batches.Name} WHERE batch IN ({ids}) GROUP BY batch";
        await client.QueryPatientlyAsync(sql, batches.Count, row => arrived[row.Uuid()] = row.Count(), cancel).ConfigureAwait(false);
        return arrived;
    }

    private static ReadOnlyMemory<byte> Pack(ReadOnlySpan<byte> rows, List<Batch> batches, UInt128[] attempts)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var chunk = new RowWriter();
            for (var i = 0; i < batches.Count; i++)
            {
                for (var left = rows[batches[i].Start..batches[i].End]; !left.IsEmpty;)
                {
                    var length = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(left);
                    chunk.Uuid(attempts[i]);
                    chunk.Raw(left[sizeof(int)..length]);
                    left = left[length..];
                    if (chunk.Length < PackedAtOnce) continue;
                    gzip.Write(chunk.Written);
                    chunk.CutTo(0);
                }
            }
            gzip.Write(chunk.Written);
        }
        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    private ReadOnlyMemory<byte> Pack(Shipment shipment, List<Batch> batches, UInt128[] attempts)
    {
        var rows = new RowWriter();
        var now = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        for (var i = 0; i < batches.Count; i++)
        {
            var (batch, counts) = (batches[i], batches[i].Counts);
            rows.Uuid(batch.Id);
            rows.Uuid(attempts[i]);
            rows.UInt32(now);
            foreach (var count in (ReadOnlySpan<long>)[counts.Files, counts.DamagedFiles, counts.Lines, counts.Requests, counts.Duplicates, counts.Ignored, batch.Unnamed]) rows.Int64(count);
            rows.Array(counts.Bad, static (row, bad) => row.String(bad.Format));
            rows.Array(counts.Bad, static (row, bad) => row.String(bad.Problem));
            rows.Array(counts.Bad, static (row, bad) => row.Int64(bad.Count));
            rows.Array(counts.Bad, static (row, bad) => row.Array(bad.Shapes, static (inner, shape) => inner.String(shape)));
            rows.NullableInt64(shipment.First);
            rows.NullableInt64(shipment.Last);
            rows.NullableInt64(networksAsOf);
            rows.NullableString(upstream);
        }
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(rows.Written);
        return packed.ToArray();
    }

    private static UInt128 NewAttempt()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return BinaryPrimitives.ReadUInt128BigEndian(random);
    }
}
