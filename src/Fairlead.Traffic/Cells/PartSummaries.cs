using Fairlead.Traffic.Logs;

namespace Fairlead.Traffic.Cells;

/// <summary>Summaries as <see cref="PartFormat"/> has them.</summary>
internal static class PartSummaries
{
    public static void Write(PartOutput to, PartSummary summary)
    {
        to.Byte((byte)((summary.IsByDay ? PartFormat.IsByDay : 0) | (summary.Salt is null ? 0 : PartFormat.HasSalt)));
        if (summary.Salt is { } salt) to.Fingerprint(salt);
        to.Optional(summary.Upstream);
        to.Optional(summary.NetworksAsOf);
        to.Varint(summary.UnnamedRequests);
        Write(to, summary.Logs);
    }

    public static PartSummary Read(PartInput from)
    {
        var flags = from.Byte();
        if (flags > (PartFormat.IsByDay | PartFormat.HasSalt)) throw from.Wrong("a flag that nobody knows");
        return new()
        {
            IsByDay = (flags & PartFormat.IsByDay) != 0,
            Salt = (flags & PartFormat.HasSalt) != 0 ? from.Fingerprint() : null,
            Upstream = from.OptionalText(),
            NetworksAsOf = from.OptionalTime(),
            UnnamedRequests = from.Varint(long.MaxValue),
            Logs = ReadLogs(from),
        };
    }

    private static void Write(PartOutput to, LogCounts logs)
    {
        to.Varint(logs.Files);
        to.Varint(logs.DamagedFiles);
        to.Varint(logs.Lines);
        to.Varint(logs.Requests);
        to.Varint(logs.Duplicates);
        to.Varint(logs.Ignored);
        to.Optional(logs.First);
        to.Optional(logs.Last);
        to.Varint(logs.Bad.Count);
        foreach (var bad in logs.Bad)
        {
            to.Text(bad.Format);
            to.Text(bad.Problem);
            to.Varint(bad.Count);
            to.Varint(bad.Shapes.Count);
            foreach (var shape in bad.Shapes) to.Text(shape);
        }
    }

    private static LogCounts ReadLogs(PartInput from) => new()
    {
        Files = from.Varint(long.MaxValue),
        DamagedFiles = from.Varint(long.MaxValue),
        Lines = from.Varint(long.MaxValue),
        Requests = from.Varint(long.MaxValue),
        Duplicates = from.Varint(long.MaxValue),
        Ignored = from.Varint(long.MaxValue),
        First = from.OptionalTime(),
        Last = from.OptionalTime(),
        Bad = ReadBad(from),
    };

    private static List<BadLine> ReadBad(PartInput from)
    {
        var all = new List<BadLine>();
        for (var count = from.Varint(PartFormat.MaxBadLines); count > 0; count--)
        {
            var bad = new BadLine(from.Text(), from.Text(), from.Varint(long.MaxValue), ReadShapes(from));
            if (all.Count > 0 && Compare(all[^1], bad) >= 0) throw from.Wrong("the kinds of bad lines are not in order");
            all.Add(bad);
        }
        return all;
    }

    private static List<string> ReadShapes(PartInput from)
    {
        var shapes = new List<string>();
        for (var count = from.Varint(BadLine.MostShapes); count > 0; count--)
        {
            var shape = from.Text();
            if (shapes.Count > 0 && string.CompareOrdinal(shapes[^1], shape) >= 0) throw from.Wrong("the shapes of bad lines are not in order");
            shapes.Add(shape);
        }
        return shapes;
    }

    private static int Compare(BadLine one, BadLine another) =>
        string.CompareOrdinal(one.Format, another.Format) is not 0 and var order ? order : string.CompareOrdinal(one.Problem, another.Problem);
}
