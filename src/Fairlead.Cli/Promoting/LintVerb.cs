using System.CommandLine;
using Fairlead.Artifacts.Promotion.Linting;
using Fairlead.Artifacts.Promotion.Manifests;

namespace Fairlead.Cli.Promoting;

/// <summary><c>fairlead promote lint</c>.</summary>
internal static class LintVerb
{
    public static Command Create()
    {
        var manifests = PathOption.Create("--manifests", "The folder with manifests/ and images/ (and filestores/), or one file.", "DIR");
        manifests.Required = true;
        var strict = new Option<bool>("--strict") { Description = "Warnings fail, too." };
        var json = new Option<bool>("--json") { Description = "The problems and what was read, as JSON." };
        var command = new Verb("lint", "Tells everything that is wrong with promotion manifests.", """
            Reads the manifests as 'promote images' does, and those of files, where there are
            filestores/, as 'promote files' does; and compares them with each other:
            one tag with two digests is an error, as a plan would be refused for it. Warnings
            are what a reviewer would ask about: an image or a digest that is listed twice, a
            tag that belongs to signatures, a tag such as 'latest' that people expect to move,
            destinations that lie in one another or in a source, a registry without a full
            name, and what promotes nothing. No registry is asked.

            Each problem stands on stderr with its file, line and column. Exit code 0: no
            error. 1: warnings alone, with --strict. 2: an error.

            Examples:
              fairlead promote lint --manifests promotion/
              fairlead promote lint --manifests promotion/ --strict --json
            """)
        {
            manifests, strict, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(manifests)!, parsed.GetValue(strict), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool isStrict, bool isJson)
    {
        using var interruption = new Interruption();
        LintSubject subject;
        try
        {
            subject = LintSubject.Read(path, NameMap.Empty, TimeProvider.System, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("fairlead: interrupted before all was read");
            return ExitCode.Failed;
        }
        var report = new LintReport(path, subject, subject.Problems);
        if (isJson) JsonOutput.Write(report.WriteJson);
        else report.WriteText(Console.Out, Console.Error);
        return report.Errors > 0 ? ExitCode.Wrong : isStrict && report.Warnings > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
