using System.CommandLine;

namespace Fairlead.Cli.Commands;

/// <summary>
/// What a verb checks of several options, it checks by their values. The library asks it before it has looked whether each can be read, and throws where
/// one can't: <c>--format</c> without a format.
/// </summary>
internal static class UnreadOptions
{
    /// <summary>Makes an option that can't be read an error like any other, for all verbs below a command.</summary>
    public static void AreErrorsOf(Command command)
    {
        for (var i = 0; i < command.Validators.Count; i++)
        {
            var check = command.Validators[i];
            command.Validators[i] = result =>
            {
                try
                {
                    check(result);
                }
                catch (InvalidOperationException unread) // SymbolResult.GetValue: the message says which and why
                {
                    result.AddError(unread.Message);
                }
            };
        }
        foreach (var below in command.Subcommands) AreErrorsOf(below);
    }
}
