using Fairlead.Traffic.Cells;
using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.ClickHouse;

/// <summary>What the logs were that are in the database: the counts of all batches, added up there.</summary>
internal sealed class DatabaseSummary(ClickHouseClient client, string database)
{
    private const int MostKinds = 10_000; // of bad lines: formats times problems

    private string Counted => $"{database}.{Tables.CountedBatches.Name}";

    /// <summary>Reads it.</summary>
    /// <exception cref="ClickHouseException">It can't be had.</exception>
    public async Task<PartSummary> ReadAsync(CancellationToken cancel)
    {
        PartSummary? summary = null;
        var bad = await BadAsync(cancel).ConfigureAwait(false);
        const string Sums = "sum(files), sum(damaged_files), sum(lines), sum(requests), sum(duplicates), sum(ignored), sum(unnamed)";
        await client.QueryAsync($"SELECT {Sums}, min(first), max(last), min(networks_as_of), min(upstream) FROM {Counted}", most: 1, row => summary = Read(row, bad), cancel).ConfigureAwait(false);
        return summary ?? throw new ClickHouseException("the database gives no sums of its batches");
    }

    private static PartSummary Read(RowReader row, IReadOnlyList<BadLine> bad)
    {
        // In the order of the columns.
        var (files, damaged, lines, requests, duplicates, ignored, unnamed) = (row.Count(), row.Count(), row.Count(), row.Count(), row.Count(), row.Count(), row.Count());
        var (first, last, networksAsOf, upstream) = (row.NullableTime(), row.NullableTime(), row.NullableTime(), row.NullableString());
        return new PartSummary
        {
            IsByDay = true,
            Salt = null,
            Logs = new LogCounts
            {
                Files = files,
                DamagedFiles = damaged,
                Lines = lines,
                Requests = requests,
                Duplicates = duplicates,
                Ignored = ignored,
                Bad = bad,
                First = first,
                Last = last,
            },
            Upstream = upstream,
            NetworksAsOf = networksAsOf,
            UnnamedRequests = unnamed,
        };
    }

    /// <summary>Bad lines by format and problem, in ordinal order, with the first of their shapes.</summary>
    private async Task<IReadOnlyList<BadLine>> BadAsync(CancellationToken cancel)
    {
        const string Arrays = "bad.format AS format, bad.problem AS problem";
        var shapes = new Dictionary<(string Format, string Problem), List<string>>();
        var distinct = $"SELECT DISTINCT format, problem, arrayJoin(seen) AS shape FROM {Counted} ARRAY JOIN {Arrays}, bad.shapes AS seen";
        await client.QueryAsync($"SELECT format, problem, shape FROM ({distinct}) ORDER BY format, problem, shape LIMIT {BadLine.MostShapes} BY format, problem", MostKinds * BadLine.MostShapes, row =>
        {
            var kind = (row.String(), row.String());
            if (!shapes.TryGetValue(kind, out var known)) shapes[kind] = known = [];
            known.Add(row.String());
        }, cancel).ConfigureAwait(false);

        var bad = new List<BadLine>();
        await client.QueryAsync($"SELECT format, problem, sum(counted) FROM {Counted} ARRAY JOIN {Arrays}, bad.lines AS counted GROUP BY format, problem ORDER BY format, problem", MostKinds, row =>
        {
            var kind = (Format: row.String(), Problem: row.String());
            bad.Add(new BadLine(kind.Format, kind.Problem, row.Count(), shapes.GetValueOrDefault(kind) ?? []));
        }, cancel).ConfigureAwait(false);
        return bad;
    }
}
