using System.CommandLine;
using Fairlead.Traffic.Attribution;
using Fairlead.Traffic.Importing;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic import</c>.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        var arguments = new ImportArguments();
        var command = new Verb("import", "Counts the requests of logs, by who asked from where for what, into a part without addresses.", """
            Each client is looked up once, by the longest prefix that is known, in the policy's
            feeds (or the snapshot), and counted by provider, region, ASN and country, beside the
            backend, the kind of content, the status class and the image. No address is kept.
            Lines that can't be read are counted and never stop it; requests that are there twice,
            by their ids, are counted once.

            A folder is read with all that lies below it; hidden files, parts and symbolic links
            are passed over. The same log twice is an error. Don't give the redirector's own log
            beside those of the buckets that it sent clients to: that is the same traffic.

            Distinct clients are estimated under a secret. Without --salt-file nobody keeps it,
            and the part can't be merged with another: parts of one period that are to be merged
            share a file, which is deleted after the merge. Credentials of buckets: as 'sync' has
            them (AWS_ACCESS_KEY_ID and so on, ?profile=NAME, ?anonymous=true, the machine's role).

            Progress and the summary are told on stderr. Exit code 0: done. 1: a log could not be
            read, or is damaged; the part is written even so, with all that could be. 2: wrong
            usage or configuration.

            Examples:
              fairlead traffic import /var/log/nginx --policy policy.yaml --backend cdn -o nginx.fat
              fairlead traffic import 's3://logs/mirror-paris/2026-10-*' --policy policy.yaml --salt-file october.salt -o paris.fat
              zcat access.log.gz | fairlead traffic import - --snapshot networks.snapshot --format combined -o part.fat
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(ImportArguments arguments, ParseResult parsed)
    {
        var request = arguments.Read(parsed);
        using var interruption = new Interruption();
        try
        {
            var found = await request.Logs.FindAsync([request.Output, request.SaltFile, .. arguments.Networks.Files(parsed.CommandResult)], interruption.Token).ConfigureAwait(false);
            if (found is null) return ExitCode.Wrong;
            await using var closing = found.ConfigureAwait(false);
            var networks = await arguments.Networks.LoadAsync(parsed.CommandResult, interruption.Token).ConfigureAwait(false);
            if (networks is null || request.Logs.ReadContent() is not { } content || SaltOption.Read(request.SaltFile) is not { } salt) return ExitCode.Wrong;
            var report = await ImportAsync(request, found, new ImportOptions
            {
                Format = request.Logs.Format,
                Networks = networks.Clients,
                Content = content,
                Backends = new BackendBook(networks.Policy?.Config, request.Logs.Backend),
                Salt = salt,
                IsByDay = request.IsByDay,
                NetworksAsOf = networks.AsOf,
            }, interruption.Token).ConfigureAwait(false);
            ImportText.Write(Console.Error, report);
            if (request.SaltFile is null) await Console.Error.WriteLineAsync("its salt is gone: to merge this part with others, import all of them with one --salt-file").ConfigureAwait(false);
            if (request.IsJson) JsonOutput.Write(json => ImportJson.Write(json, report));
            return report.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of($"fairlead: interrupted; {request.Output} is as it was")).ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    private static async Task<ImportReport> ImportAsync(ImportRequest request, LogCollection found, ImportOptions options, CancellationToken cancel)
    {
        if (found.Logs.Count == 0) await Console.Error.WriteLineAsync($"fairlead: none of the {ByteText.Count(found.Count, "log", "logs")} is of shard {request.Logs.Shard}").ConfigureAwait(false);
        var began = TimeProvider.System.GetTimestamp();
        var run = new ImportRun(options);
        using var progress = new LogProgress(found.Logs, () => run.Lines, () => run.BytesRead, TimeProvider.System);
        var summary = await run.RunAsync(found.Logs, request.Output, cancel).ConfigureAwait(false);
        var took = TimeProvider.System.GetElapsedTime(began);
        return new ImportReport { Part = request.Output, Summary = summary, Totals = PartTotals.Of(request.Output), Failures = run.Failures, Took = took };
    }
}
