using System.CommandLine;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote images</c>.</summary>
internal static class ImagesVerb
{
    public static Command Create()
    {
        var options = new ImagesOptions();
        var command = new Verb("images", "Promotes the images of manifests to every registry that they name.", """
            Compares what the manifests say with what the registries hold, and tells what is to be
            copied; with --confirm, it is: blobs first, mounted where the registry has them in
            another repository, then manifests, byte for byte, and tags last. Signatures,
            attestations, SBOMs and other referrers go with their images. What was interrupted is
            continued by the next run, and a destination that fails doesn't hold the others.
            Nothing is ever removed, nothing is put into the source, and no tag is moved: where one
            names another digest, nothing at all is copied. What neither source nor destination
            has is lost: it is told, and the run fails for it (not so with --allow-lost), but the
            rest is copied.

            --plan-out keeps the plan, for somebody to review. --plan applies it, if every tag is
            still as it was planned from, or as it was planned to; give the same --signatures.

            --before-copy is a hook for vulnerability scanners, signing keys and the like. It is
            run by /bin/sh where there is something to copy, with the plan's JSON on stdin (the
            edges whose action is copy), what it says goes to stderr, and it has this program's
            whole environment, with FAIRLEAD_REGISTRY_AUTH and AWS_* where they are set, like any
            step of a CI job. A non-zero exit, and nothing is copied.

            Each run with --confirm leaves a record: who, when, by which manifests, what was there
            before and after. It is begun before the first copy: one that can't be recorded is not
            made, and one that was killed has a record that says 'begun'.

            Credentials of registries: Docker's config.json, with its helpers, or the same text
            in FAIRLEAD_REGISTRY_AUTH. Progress is told on stderr. Exit code 0: done, or nothing to
            do. 1: something failed, is lost, or was refused or vetoed. 2: wrong usage, manifests or
            files.

            Examples:
              fairlead promote images --manifests promotion/
              fairlead promote images --manifests promotion/ --confirm --sync mirrors.yaml --record s3://audit/promotions
              fairlead promote images --manifests promotion/ --plan plan.json --confirm --before-copy './scan.sh'
              fairlead promote images --manifests promotion/ --confirm --plain-http localhost:5000 \
                --map us-central1-docker.pkg.dev/staging=localhost:5000/staging --map registry.example.org=localhost:5000/prod
            """);
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(options, parsed, mayCopy: true));
        return command;
    }

    /// <summary>Runs it, or <c>promote plan</c>.</summary>
    public static async Task<int> RunAsync(ImagesOptions options, ParseResult parsed, bool mayCopy)
    {
        if (options.Read(parsed, mayCopy) is not { } request) return ExitCode.Wrong;
        using var interruption = new Interruption();
        return await new ImagesRun(request, TimeProvider.System).RunAsync(interruption.Token).ConfigureAwait(false);
    }
}
