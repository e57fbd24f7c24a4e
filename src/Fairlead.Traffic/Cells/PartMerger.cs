using System.Globalization;
using Fairlead.Formats.Streams;
using Fairlead.Networks.Lookup;

namespace Fairlead.Traffic.Cells;

/// <summary>Parts into one: cells of equal names add up. Exact: the same logs give the same file, byte for byte, however they were shared out over parts.</summary>
public static class PartMerger
{
    /// <summary>Merges parts into a file that is written whole or not at all, in memory that grows with names and not with cells.</summary>
    /// <param name="parts">The files; any number.</param>
    /// <param name="path">The file to write; replaced. May be one of the parts.</param>
    /// <param name="byMonth">Folds days into months.</param>
    /// <param name="cancel">Ends it; what was there is still there.</param>
    /// <returns>What the merged part says of itself.</returns>
    /// <exception cref="InvalidDataException">A part is damaged, or has another salt, or months where another has days and <paramref name="byMonth"/> is not set.</exception>
    /// <exception cref="IOException">It can't be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static Task<PartSummary> MergeAsync(IReadOnlyList<string> parts, string path, bool byMonth, CancellationToken cancel) => Task.Run(
        async () =>
        {
            using var temporary = new TemporaryParts(path);
            var merge = new MergeRun(Summarise(parts, byMonth), temporary, cancel, AsnNames.None);
            return await MergeAsync(merge, parts, [], path, cancel).ConfigureAwait(false);
        },
        cancel);

    /// <summary>Merges parts and tables of which it is known that they go together.</summary>
    internal static async Task<PartSummary> MergeAsync(
        MergeRun merge, IReadOnlyList<string> parts, IReadOnlyList<CellTable> tables, string path, CancellationToken cancel)
    {
        var few = merge.Reduce(parts);
        await WholeFile.WriteAsync(path, replace: true, to => Task.Run(() => merge.Write(to, few, tables), cancel), cancel).ConfigureAwait(false);
        return merge.Summary;
    }

    private static PartSummary Summarise(IReadOnlyList<string> parts, bool byMonth)
    {
        if (parts.Count == 0) throw new InvalidDataException("no part to merge: name one or more");
        (PartSummary Summary, string Path)? first = null, salted = null;
        var all = default(PartSummary);
        foreach (var path in parts)
        {
            using var reader = PartReader.Open(path);
            var summary = reader.Summary;
            if (!byMonth && first is { } other && other.Summary.IsByDay != summary.IsByDay)
            {
                var (days, months) = summary.IsByDay ? (path, other.Path) : (other.Path, path);
                throw new InvalidDataException($"{days} has days and {months} has months: merge with --by month");
            }
            if (summary.Salt is not null && salted is { } before && before.Summary.Salt != summary.Salt)
            {
                throw new InvalidDataException(
                    $"{before.Path} and {path} have different salts ({Text(before.Summary.Salt)} and {Text(summary.Salt)}): clients of the one can't be told from those of the other; "
                    + "import their logs with the same --salt-file, or report them side by side");
            }
            first ??= (summary, path);
            if (summary.Salt is not null) salted ??= (summary, path);
            all = all?.Plus(summary) ?? summary;
        }
        return all! with { IsByDay = all.IsByDay && !byMonth };
    }

    private static string Text(ulong? salt) => salt!.Value.ToString("x16", CultureInfo.InvariantCulture);
}
