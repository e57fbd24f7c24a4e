using System.CommandLine;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Cells;
using Fairlead.Traffic.ClickHouse;
using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic export</c>.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var arguments = new ExportArguments();
        var command = new Verb("export", "Sends the requests of logs to ClickHouse, a row each, without addresses.", """
            For more logs than parts are made of, or for questions that no report answers. Each
            client is looked up as 'traffic import' does it; a row has its provider, region, ASN and
            country, the backend, the image, and the day, and nothing that leads back to a line of
            the log. Tables are made where they lack, in the database that --database names.

            Logs are sent in batches that are known by what is in them: a batch that has arrived is
            not sent again, by whomever, so a run that was broken off is just run again. A log has to
            be complete: what is appended to it later makes its last batch another one. A change of
            policy changes nothing that has arrived: export to another --database for that.

            counted_requests has the rows that count, for queries of your own;
            'traffic report --clickhouse' reports them. Credentials: in the URL, or better in
            CLICKHOUSE_USER and CLICKHOUSE_PASSWORD. A server that is away for some minutes is waited
            for, but not for the first answer.

            Exit code 0: all there. 1: a log could not be read, or the server failed; what has arrived
            stays. 2: wrong usage or configuration.

            Examples:
              fairlead traffic export /var/log/nginx --policy policy.yaml --clickhouse http://127.0.0.1:8123
              fairlead traffic export 's3://logs/2026-10-*' --policy policy.yaml --clickhouse https://clickhouse.internal:8443 --shard $JOB_COMPLETION_INDEX/8
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(ExportArguments arguments, ParseResult parsed)
    {
        var request = arguments.Read(parsed);
        using var interruption = new Interruption();
        try
        {
            var found = await request.Logs.FindAsync(arguments.Networks.Files(parsed.CommandResult), interruption.Token).ConfigureAwait(false);
            if (found is null) return ExitCode.Wrong;
            await using var closing = found.ConfigureAwait(false);
            var networks = await arguments.Networks.LoadAsync(parsed.CommandResult, interruption.Token).ConfigureAwait(false);
            if (networks is null || request.Logs.ReadContent() is not { } content) return ExitCode.Wrong;
            var report = await ExportAsync(request, found, new ImportOptions
            {
                Format = request.Logs.Format,
                Networks = networks.Clients,
                Content = content,
                Backends = new BackendBook(networks.Policy?.Config, request.Logs.Backend),
                Salt = Salt.Create(), // clients are not counted
                NetworksAsOf = networks.AsOf,
            }, interruption.Token).ConfigureAwait(false);
            ExportText.Write(Console.Error, report);
            if (request.IsJson) JsonOutput.Write(json => ExportJson.Write(json, report));
            return report.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (ClickHouseException e)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of($"fairlead: {e.Message}")).ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted; what has arrived stays, the next run sends the rest").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static async Task<ExportReport> ExportAsync(ExportRequest request, LogCollection found, ImportOptions options, CancellationToken cancel)
    {
        if (found.Logs.Count == 0) await Console.Error.WriteLineAsync($"fairlead: none of the {ByteText.Count(found.Count, "log", "logs")} is of shard {request.Logs.Shard}").ConfigureAwait(false);
        var began = TimeProvider.System.GetTimestamp();
        using var client = new ClickHouseClient(request.Target.Address, TimeProvider.System);
        var run = new ExportRun(options, client, request.Target.Database, TimeProvider.System);
        using var progress = ExportProgress.Start(run, client, TimeProvider.System);
        var logs = await run.RunAsync(found.Logs, cancel).ConfigureAwait(false);
        return new ExportReport
        {
            Target = request.Target,
            Logs = logs,
            RequestsSent = run.RequestsSent,
            BatchesSent = run.BatchesSent,
            BatchesThere = run.BatchesThere,
            Retries = client.Retries,
            Failures = run.Failures,
            Took = TimeProvider.System.GetElapsedTime(began),
        };
    }
}
