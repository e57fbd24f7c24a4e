using System.CommandLine;
using Fairlead.Artifacts.Promotion.Editing;
using Fairlead.Artifacts.Registries;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote add</c>.</summary>
internal static class AddVerb
{
    public static Command Create()
    {
        var arguments = new AddArguments();
        var command = new Verb("add", "Adds images of a staging registry to the manifests that promote them.", """
            Finds the manifest whose source the image is in (of several the longest), asks the
            registry for the digest, and writes it into the list of images: below its image's
            other digests, into the list of a digest's other tags, or as a new image at the end
            (at its place, where the list is in the order of names). Comments, order, quotes,
            indentation and line ends stay as they are. A tag that is another digest already is
            refused: tags never move. The file is replaced in one moment, after it has been
            read again: it says what it said and the addition, or it is as it was; of several
            files all are, or none. No symbolic link is followed.

            Exit code 0: the manifests say it now, or said it already. 1: refused, or the
            registry has no such image. 2: wrong usage, or a manifest with errors.

            Examples:
              fairlead promote add --manifests promotion/ staging.example.org/team/app:v1.2.3
              fairlead promote add --manifests promotion/ staging.example.org/team/app:v1.2.3-rc.4 --tag v1.2.3
              fairlead promote add --manifests promotion/ staging.example.org/team/app@sha256:... --dry-run
            """);
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(arguments, parsed));
        return command;
    }

    private static async Task<int> RunAsync(AddArguments arguments, ParseResult parsed)
    {
        using var interruption = new Interruption();
        try
        {
            if (arguments.Read(parsed.CommandResult, interruption.Token) is not { } plan) return ExitCode.Wrong;
            var time = TimeProvider.System;
            using var registries = new RegistryClients(plan.Registries, time);
            var adder = new ManifestAdder(registries, time);
            var outcomes = await adder.AddAsync(plan.Requests, plan.Manifests, interruption.Token).ConfigureAwait(false);
            if (!plan.IsDryRun) adder.Save();
            var report = new AddReport(outcomes, [.. adder.Documents], plan.IsDryRun);
            if (plan.IsJson) JsonOutput.Write(report.WriteJson);
            else report.WriteText(Console.Out);
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is EditException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of("fairlead: " + failure.Message)).ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("fairlead: interrupted; nothing is changed").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
