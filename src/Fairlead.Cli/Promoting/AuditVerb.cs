using System.CommandLine;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote audit</c>.</summary>
internal static class AuditVerb
{
    public static Command Create()
    {
        var options = new AuditArguments();
        var command = new Verb("audit", "Compares the manifests with what the registries hold now, and changes nothing.", """
            Looks at every destination that the manifests name, and asks nothing of the sources.
            What it finds:

              missing   a tag, or a digest without one, that isn't there
              moved     a tag that names another digest than the manifests say
              extra     a tag that no manifest names, or a repository below a destination. Tags of
                        signatures and the like are none while what they belong to is promoted, or
                        has no tag of its own, as the images of an index
              unsigned  a promoted digest without cosign's .sig tag, and without a referrer that is
                        a signature of cosign's or Notary Project's, or a Sigstore bundle. Nothing
                        is verified: whose signature it is, is another question

            --ignore KIND leaves a kind out, and what would be asked for its sake. --signatures says
            where digests are to be signed, as it says for 'promote images' where signatures go.

            --json: {"version": 1, "made", "good", "edges", "repositories", "counts": {...},
            "findings": [{"kind", "repository", "tag", "wanted", "held", "tags", "at"}],
            "failures": [...], "unlisted": [...]}; unlisted are the hosts that don't list their
            repositories, where a whole extra one would not be seen.

            Credentials of registries: Docker's config.json, with its helpers, or the same text
            in FAIRLEAD_REGISTRY_AUTH. Progress is told on stderr. Exit code 0: all is as the
            manifests say. 1: there are findings, or something could not be read. 2: wrong usage,
            manifests or files.

            Examples:
              fairlead promote audit --manifests promotion/
              fairlead promote audit --manifests promotion/ --ignore extra --ignore unsigned --json
            """);
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            if (options.Read(parsed) is not { } request) return ExitCode.Wrong;
            using var interruption = new Interruption();
            return await new AuditRun(request, TimeProvider.System).RunAsync(interruption.Token).ConfigureAwait(false);
        });
        return command;
    }
}
