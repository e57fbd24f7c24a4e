using System.CommandLine;
using Fairlead.Cli.Probing;
using Fairlead.Cli.Promoting;
using Fairlead.Cli.Reporting;
using Fairlead.Cli.Simulating;

namespace Fairlead.Cli.Commands;

/// <summary>The root command: from arguments to an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one verb.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var result = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }); // @x is an argument like any other
        if (result.Errors.Count > 0 && result.Action is not VerbHelp)
        {
            foreach (var error in result.Errors.Select(error => error.Message).Distinct()) await Console.Error.WriteLineAsync("fairlead: " + error).ConfigureAwait(false);
            await Console.Error.WriteLineAsync($"Try '{CommandPath(result.CommandResult)} --help'.").ConfigureAwait(false);
            return ExitCode.Wrong;
        }
        try
        {
            // Signals are the verbs' own business: the library would end a drain after two seconds.
            return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("fairlead: " + failure.Message).ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    /// <summary>All verbs.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("Turns every pull of a public artifact towards the copy that is nearest and cheapest, and never towards one that isn't there.")
        {
            ServeVerb.Create(),
            DemoVerb.Create(),
            CheckVerb.Create(),
            HealthVerb.Create(),
            ExplainVerb.Create(),
            NetworksVerb.Create(),
            SyncVerb.Create(),
            VerifyVerb.Create(),
            ProbeVerb.Create(),
            PromoteVerb.Create(),
            TrafficVerb.Create(),
            SimulateVerb.Create(),
            Exporting.ExportVerb.Create(),
            Exporting.ConvertVerb.Create(),
            CompletionVerb.Create(),
        };
        VerbHelp.AddTo(root);
        UnreadOptions.AreErrorsOf(root);
        return root;
    }

    private static string CommandPath(System.CommandLine.Parsing.SymbolResult? result)
    {
        var names = new Stack<string>();
        for (; result is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command; result = result.Parent) names.Push(command.Command.Name);
        return string.Join(' ', names.Prepend("fairlead"));
    }
}
