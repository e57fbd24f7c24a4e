using System.CommandLine;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote files</c>.</summary>
internal static class FilesVerb
{
    public static Command Create()
    {
        var options = new FilesOptions();
        var command = new Verb("files", "Promotes the release files of manifests to every bucket and folder that they name.", """
            Compares what the manifests say with what the stores hold, by content, and tells what is
            to be copied; with --confirm, it is: each file read once for all destinations that lack
            it, its SHA-256 proven before it becomes visible, and with its content type. What was
            interrupted is continued by the next run, and a destination that fails doesn't hold the
            others.

            Nothing is ever removed, nothing is put into the source, and no other file of the same
            name is overwritten: where there is one (differs), nothing at all is copied
            (--overwrite: it is replaced). A file that neither source nor destination has is lost:
            it is told, and the run fails for it (not so with --allow-lost), but the rest is copied.
            So it is with one in the source whose SHA-256 is not the manifest's.

            What a file in a destination is, its server says, and is trusted: it keeps the SHA-256
            of what is put here, as metadata that whoever may put files there may write. One without
            is read, once: --cache remembers what it was.

            --plan-out keeps the plan, for somebody to review. --plan applies it, if every file still
            is as it was planned from, or as it was planned to. --before-copy is a hook for scanners
            and the like: it gets the plan's JSON on stdin, and vetoes with a non-zero exit. Each run
            with --confirm leaves a record, begun before the first copy. See 'promote images --help'.

            Stores: gs://BUCKET[/PREFIX], s3://BUCKET[/PREFIX][?region=&endpoint=] or file:///FOLDER.
            Credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (of Google's, an HMAC key), a
            profile (?profile=NAME, where two clouds need two), or the machine's role. gs:// is made
            from Google's documentation, and not yet tried against Cloud Storage itself.

            --json: {"edges": [{"file", "sha256", "from", "to", "action", ...}], "lost": [...],
            "refused": [...], ...}, where action is copy, present, lost or differs.

            Progress is told on stderr. Exit code 0: done, or nothing to do. 1: something failed, is
            lost, or was refused or vetoed. 2: wrong usage, manifests or files.

            Examples:
              fairlead promote files --manifests artifacts/
              fairlead promote files --manifests artifacts/ --plan-out plan.json
              fairlead promote files --manifests artifacts/ --plan plan.json --confirm --record s3://audit/promotions
              fairlead promote files --manifests artifacts/ --confirm --map gs://k8s-artifacts-prod=file:///srv/sandbox
            """);
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(options, parsed));
        return command;
    }

    private static async Task<int> RunAsync(FilesOptions options, ParseResult parsed)
    {
        if (options.Read(parsed) is not { } request) return ExitCode.Wrong;
        using var interruption = new Interruption();
        return await new FilesRun(request, TimeProvider.System).RunAsync(interruption.Token).ConfigureAwait(false);
    }
}
