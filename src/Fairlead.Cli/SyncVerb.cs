using System.CommandLine;

namespace Fairlead.Cli;

/// <summary><c>fairlead sync</c>.</summary>
internal static class SyncVerb
{
    public static Command Create()
    {
        var arguments = new SyncArguments();
        var command = new Verb("sync", "Fills mirrors with every blob of images.", """
            Reads which blobs the sources are made of, lists each store once, copies what lacks,
            each blob read once for all stores, and writes an inventory of what each store holds
            now. Nothing is ever removed, and nothing that is not whole becomes visible. What was
            interrupted is continued by the next run.

            Credentials of registries: Docker's config.json, with its helpers, or the same text
            in FAIRLEAD_REGISTRY_AUTH. Of S3: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,
            AWS_PROFILE, or the machine's role; AWS_REGION and AWS_ENDPOINT_URL where the
            store's URL says nothing.

            Progress is told on stderr. Exit code 0: all there. 1: something failed, each failure
            listed, or it was interrupted; with --every, a failed run is told and the next one
            comes all the same. 2: wrong usage or configuration. With --every, the file of mirrors
            and the credentials are read anew before each run; when the file is wrong, that is told
            and what it said before is done.

            Examples:
              fairlead sync --from registry.example.org/team/app --to 's3://mirror-paris?region=eu-west-3'
              fairlead sync --from registry.example.org/team/app:v1 --to file:///srv/mirror --dry-run
              fairlead sync --manifests promotion/ --to s3://mirror-paris --to s3://mirror-oregon --shard $JOB_COMPLETION_INDEX/8
              fairlead sync --from s3://mirror-paris --to s3://mirror-oregon
              fairlead sync --missing http://127.0.0.1:9090/missing --from registry.example.org --to s3://mirror-paris
              fairlead sync --config mirrors.yaml --every 1h
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(SyncArguments arguments, ParseResult parsed)
    {
        if (arguments.Read(parsed) is not { } plan) return ExitCode.Wrong;
        using var interruption = new Interruption();
        return await new SyncLoop(plan, () => arguments.Read(parsed), TimeProvider.System).RunAsync(interruption.Token).ConfigureAwait(false);
    }
}
