using System.Globalization;
using Fairlead.Cli.Reporting;
using Fairlead.Traffic.Simulation;

namespace Fairlead.Cli.Simulating;

/// <summary>What a simulation came to, for people: what moves and what it costs, then whose traffic it is, then what was taken for granted.</summary>
internal static class SimulationText
{
    private const int Movers = 10;
    private const int MostNames = 10;

    public static void Write(TextWriter output, SimulationReport report)
    {
        var result = report.Result;
        WriteSums(output, report);
        if (result.Backends.Count > 0)
        {
            output.WriteLine();
            BackendTable(result).Write(output);
        }
        if (result.Moves.Count > 0)
        {
            output.WriteLine("\nwhat moves, by the clients' provider and region:");
            AudienceTable(result).Write(output);
            output.WriteLine($"\n{(result.Moves.Count > Movers ? "the ten biggest movers" : "what moves, from where to where")}:");
            MoveTable(result).Write(output);
        }
        WriteNotes(output, report);
    }

    /// <summary>Why a rise is too much.</summary>
    public static string RiseOf(SimulationReport report)
    {
        var result = report.Result;
        var most = string.Create(CultureInfo.InvariantCulture, $"--max-increase {report.MaxIncrease:0.####}");
        return result.UnpricedAfter > result.UnpricedBefore
            ? $"fairlead: {most}: {ByteText.Of((result.UnpricedAfter - result.UnpricedBefore) ?? 0)} more than before have no price: add entries to the price book, or nobody can say that costs don't rise"
            : $"fairlead: {most}: costs rise by {MoneyText.Of(result.CostAfter - result.CostBefore)} {report.Currency}{IncreaseText(result)}";
    }

    private static void WriteSums(TextWriter output, SimulationReport report)
    {
        var result = report.Result;
        output.WriteLine($"{ByteText.Count(result.Requests, "request", "requests")}, {ByteText.Of(result.Bytes)}{(report.Percent < 100 ? string.Create(CultureInfo.InvariantCulture, $"; the new policy for {report.Percent:0.####} % of clients") : "")}");
        output.WriteLine($"moves: {ByteText.Count(result.MovedRequests, "request", "requests")}, {ByteText.Of(result.MovedBytes)} ({AmountText.Percent(result.Bytes == 0 ? 0 : 100.0 * result.MovedBytes / result.Bytes)})");
        if (result.CostBefore is null) return;
        output.WriteLine($"costs: {MoneyText.Of(result.CostBefore)} {report.Currency} before, {MoneyText.Of(result.CostAfter)} after: {MoneyText.Change(result.CostAfter - result.CostBefore)}{IncreaseText(result)}");
    }

    private static string IncreaseText(SimulationResult result) => result.Increase is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $" ({(percent > 0 ? "+" : "")}{percent:0.##} %)")
        : ", where nothing was paid";

    private static TextTable BackendTable(SimulationResult result)
    {
        var hasCosts = result.CostBefore is not null;
        var table = hasCosts
            ? new TextTable("backend", ">bytes before", ">bytes after", ">cost before", ">cost after", ">change")
            : new TextTable("backend", ">bytes before", ">bytes after");
        foreach (var backend in result.Backends)
        {
            string[] bytes = [backend.Backend, ByteText.Of(backend.BytesBefore), ByteText.Of(backend.BytesAfter)];
            table.Add(hasCosts ? [.. bytes, MoneyText.Of(backend.CostBefore), MoneyText.Of(backend.CostAfter), MoneyText.Change(backend.CostAfter - backend.CostBefore)] : bytes);
        }
        return table;
    }

    private static TextTable AudienceTable(SimulationResult result)
    {
        var table = MovesTable(result, "provider", "region");
        foreach (var group in result.Moves.GroupBy(move => (move.Provider, move.Region)).OrderByDescending(group => group.Sum(move => (double)move.Bytes)))
        {
            var change = group.Aggregate((decimal?)0, (sum, move) => sum + move.CostChange);
            Add(table, result, [group.Key.Provider ?? "-", group.Key.Region ?? "-"], group.Sum(move => move.Requests), group.Sum(move => (double)move.Bytes), change);
        }
        return table;
    }

    private static TextTable MoveTable(SimulationResult result)
    {
        var table = MovesTable(result, "from", "to", "provider", "region");
        foreach (var move in result.Moves.Take(Movers)) Add(table, result, [move.From, move.To, move.Provider ?? "-", move.Region ?? "-"], move.Requests, move.Bytes, move.CostChange);
        return table;
    }

    private static TextTable MovesTable(SimulationResult result, params string[] names) =>
        new([.. names, ">requests", ">bytes", .. result.CostBefore is null ? Array.Empty<string>() : [">cost change"]]);

    private static void Add(TextTable table, SimulationResult result, string[] names, long requests, double bytes, decimal? change) =>
        table.Add([.. names, ByteText.Count(requests), ByteText.Of(bytes), .. result.CostBefore is null ? Array.Empty<string>() : [MoneyText.Change(change)]]);

    private static void WriteNotes(TextWriter output, SimulationReport report)
    {
        var result = report.Result;
        var notes = new List<string>();
        if (result.NotReplayed > 0) notes.Add($"not replayed, because no policy has a say in them: {ByteText.Count(result.NotReplayed, "request", "requests")}");
        if (result.Lost > 0) notes.Add($"no longer served: {ByteText.Count(result.Lost, "request", "requests")} that the new policy answers with an error: see its 'artifacts'");
        if (result.AssumedPresent.Count > 0) notes.Add($"taken to hold all that they were asked for, for want of an inventory: {Names(result.AssumedPresent)}");
        if (result.Unsized > 0) notes.Add($"of unknown size, and so counted as 0 bytes: {ByteText.Count(result.Unsized, "request", "requests")}; give --inventory for the blobs among them");
        if (result.UnpricedAfter > 0 || result.UnpricedBefore > 0) notes.Add($"without a price: {ByteText.Of(result.UnpricedBefore ?? 0)} before, {ByteText.Of(result.UnpricedAfter ?? 0)} after: add entries to the price book");
        if (report.MissingNetworks.Count > 0) notes.Add($"not known, so their clients count as anybody's: {Names(report.MissingNetworks)}");
        if (result.Folded > 0) notes.Add($"under \"other\", because there are too many ways: {ByteText.Count(result.Folded, "request", "requests")}");
        if (notes.Count > 0) output.WriteLine();
        foreach (var note in notes) output.WriteLine(TerminalText.Of(note));
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {ByteText.Count(names.Count - MostNames)} more" : "");
}
