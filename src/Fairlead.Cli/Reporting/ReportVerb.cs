using System.CommandLine;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Reports;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic report</c>.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var arguments = new ReportArguments();
        var command = new Verb("report", "Shows who pulled what from where, from parts: bytes, requests, clients and costs.", """
            As a table of sums; as CSV or JSON with a row for each period, backend, provider, region,
            ASN, country, kind, status class and image; or as one page of HTML that needs nothing
            else. Parts may be of several periods, and of several salts: clients are then told for
            each period apart. Parts of the same logs count twice: give each log to one import.

            With --prices, what each row cost, by the tiers of its calendar month, and what it would
            have cost without mirrors; what no entry of the price book is for is told as unpriced.
            examples/prices.yaml has public list prices, docs/traffic.md the format.

            With --clickhouse, the same of what 'traffic export' has sent to a database, added up
            there; distinct clients are not known then. Credentials: in the URL, or CLICKHOUSE_USER
            and CLICKHOUSE_PASSWORD.

            Exit code 1 when a part is damaged, or has months where days are asked for; 2 when one
            isn't there, or the price book or the credits are wrong.

            Examples:
              fairlead traffic report october.fat
              fairlead traffic report october.fat --prices prices.yaml --credits credits.yaml --format html -o october.html
              fairlead traffic report --clickhouse http://clickhouse.internal:8123 --format json
              fairlead traffic report 2026-*.fat --by month --min-clients 10 --format csv -o year.csv
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(ReportArguments arguments, ParseResult parsed)
    {
        if (arguments.Read(parsed) is not { } request || !PartArgument.AreThere(request.Parts)) return ExitCode.Wrong;
        using var interruption = new Interruption();
        try
        {
            var report = request.Database is { } database
                ? await BuildAsync(request.Options, database, interruption.Token).ConfigureAwait(false)
                : Build(request, interruption.Token);
            await ReportOutput.WriteAsync(report, request.Format, request.Output, interruption.Token).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is InvalidDataException or ClickHouseException)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of("fairlead: " + e.Message)).ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted; nothing was written").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static async Task<TrafficReport> BuildAsync(ReportOptions options, DatabaseTarget target, CancellationToken cancel)
    {
        var builder = new ReportBuilder(options);
        using var client = new ClickHouseClient(target.Address, TimeProvider.System);
        await new DatabaseReport(client, target.Database).ReadAsync(builder, options.IsByDay, cancel).ConfigureAwait(false);
        return builder.Build();
    }

    private static TrafficReport Build(ReportRequest request, CancellationToken cancel)
    {
        var builder = new ReportBuilder(request.Options);
        foreach (var path in request.Parts)
        {
            cancel.ThrowIfCancellationRequested();
            Add(builder, path);
        }
        return builder.Build();
    }

    private static void Add(ReportBuilder builder, string path)
    {
        using var part = PartReader.Open(path);
        try
        {
            builder.Add(part);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal)) // damage is told with its place
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
