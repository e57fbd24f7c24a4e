using System.CommandLine;
using Fairlead.Traffic.Cells;
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

            Exit code 1 when a part is damaged, or has months where days are asked for; 2 when the
            price book or the credits are wrong.

            Examples:
              fairlead traffic report october.fat
              fairlead traffic report october.fat --prices prices.yaml --credits credits.yaml --format html -o october.html
              fairlead traffic report 2026-*.fat --by month --min-clients 10 --format csv -o year.csv
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(ReportArguments arguments, ParseResult parsed)
    {
        if (arguments.Read(parsed) is not { } request) return ExitCode.Wrong;
        using var interruption = new Interruption();
        try
        {
            await ReportOutput.WriteAsync(Build(request, interruption.Token), request.Format, request.Output, interruption.Token).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (InvalidDataException e)
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
