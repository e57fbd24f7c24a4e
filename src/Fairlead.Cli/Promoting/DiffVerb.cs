using System.CommandLine;
using Fairlead.Artifacts.Promotion.Revisions;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote diff</c>.</summary>
internal static class DiffVerb
{
    public static Command Create()
    {
        var arguments = new DiffArguments();
        var command = new Verb("diff", "Tells what a pull request would promote.", """
            Compares the manifests of two commits: BASE..HEAD compares the two, BASE...HEAD what
            HEAD has that was not where it left BASE, as a pull request shows it. The commits are
            read by git; nothing is checked out, no hook, filter or setting of theirs is run, and
            a symbolic link or a submodule among the manifests is an error. Manifests of files
            (filestores/ and manifests/) are compared as those of images are. Then the registries
            and stores are asked what of it would be copied, is there, or is lost: those that the
            pull request names, so give --offline where strangers' pull requests must not choose
            whom your machine talks to. Folders (file://) are looked into only where --map leads
            there. What is taken out of the manifests stays where it is.

            Exit code 0: it can be promoted. 1: it would be refused: a tag that moves, or has two
            digests, or a published file that changes; or something is lost (unless --allow-lost)
            or could not be read. 2: wrong usage, or the manifests of HEAD have errors.

            Examples:
              fairlead promote diff main...HEAD --manifests promotion
              fairlead promote diff HEAD^1..HEAD --manifests promotion --offline --markdown > comment.md
              fairlead promote diff v1..v2 --repository /srv/promotion.git --manifests registry --json
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(DiffArguments arguments, ParseResult parsed)
    {
        using var interruption = new Interruption();
        try
        {
            var plan = arguments.Read(parsed.CommandResult);
            var report = await new DiffRun(plan, TimeProvider.System).RunAsync(interruption.Token).ConfigureAwait(false);
            if (plan.IsJson) await DiffJson.WriteAsync(report, interruption.Token).ConfigureAwait(false);
            else new DiffText(new DiffPage(Console.Out, plan.IsMarkdown ? new MarkdownStyle() : new PlainStyle())).Write(report);
            return report.ExitCode;
        }
        catch (GitException failure)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of("fairlead: " + failure.Message)).ConfigureAwait(false);
            return ExitCode.Wrong;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted before the comparison was made").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
