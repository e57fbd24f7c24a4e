using System.CommandLine;
using Fairlead.Traffic.Cells;

namespace Fairlead.Cli.Reporting;

/// <summary><c>fairlead traffic merge</c>.</summary>
internal static class MergeVerb
{
    public static Command Create()
    {
        var parts = PartArgument.Create(ArgumentArity.OneOrMore);
        var output = PartOption.Create();
        var by = PeriodOption.Create("Fold days into months: a smaller part. Default: as the parts are.", "month");
        var command = new Verb("merge", "Adds parts up into one, exactly as if their logs had been imported together.", """
            The parts of one period, from any number of machines that share its --salt-file: the
            same logs give the same bytes, however they were shared out. Delete the salt then:
            nobody can tell any more whose address counted where. Parts of different salts are
            refused: 'traffic report' takes them side by side.
            Exit code 1, and nothing written, when a part is damaged or of another salt; 2 when
            one isn't there.

            Examples:
              fairlead traffic merge paris.fat virginia.fat -o october.fat
              fairlead traffic merge parts/*.fat -o october.fat --by month
            """)
        {
            parts, output, by,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(parts)!, parsed.GetValue(output)!, PeriodOption.IsMonth(parsed.GetValue(by))));
        return command;
    }

    private static async Task<int> RunAsync(string[] parts, string output, bool byMonth)
    {
        if (!PartArgument.AreThere(parts)) return ExitCode.Wrong;
        using var interruption = new Interruption();
        try
        {
            var summary = await PartMerger.MergeAsync(parts, output, byMonth, interruption.Token).ConfigureAwait(false);
            await Console.Error.WriteLineAsync(TerminalText.Of($"{output}: {ByteText.Count(parts.Length, "part", "parts")}, {ByteText.Count(summary.Logs.Requests, "request", "requests")} of {ByteText.Count(summary.Logs.Files, "log", "logs")}")).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of($"fairlead: {e.Message}; {output} is as it was")).ConfigureAwait(false);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(TerminalText.Of($"fairlead: interrupted; {output} is as it was")).ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }
}
