using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fairlead.Cli;

/// <summary>The library's help, with a verb's details and examples below it.</summary>
internal sealed class VerbHelp(HelpAction inner) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts it in the place of the root command's help, which is not called as on Windows: <c>/h</c> is a path that can be asked for.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        foreach (var windows in (string[])["/h", "/?"]) help.Aliases.Remove(windows);
        help.Action = new VerbHelp((HelpAction)help.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb) parseResult.InvocationConfiguration.Output.WriteLine(verb.Details + "\n");
        return code;
    }
}
