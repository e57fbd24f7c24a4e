using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli;

/// <summary>Options that may be given several times, each time with one value or with several behind it.</summary>
internal static class RepeatedOption
{
    /// <summary>The option.</summary>
    public static Option<string[]> Create(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };

    /// <summary>
    /// Where IMAGEs stand beside options like these: says so of each that has more than one value behind it, because what was meant to be an
    /// IMAGE would be one of them.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public static bool HasSwallowed(CommandResult result, Action<string> error)
    {
        var isWrong = false;
        foreach (var option in result.Command.Options.Where(option => option.AllowMultipleArgumentsPerToken))
        {
            if (result.GetResult(option) is not { Implicit: false } given || given.Tokens.Count <= given.IdentifierTokenCount) continue;
            error($"'{TerminalText.Of(given.Tokens[^1].Value)}' would be taken for one more value of {option.Name}: with --through, put {option.Name} before each of its values, and an IMAGE before all options");
            isWrong = true;
        }
        return isWrong;
    }

    /// <summary>Its values. What looks like another option among them is one that is mistyped, and goes to <paramref name="error"/>.</summary>
    public static IEnumerable<string> Values(CommandResult result, Option<string[]> option, Action<string> error)
    {
        foreach (var value in result.GetValue(option) ?? [])
        {
            if (value.Length == 0) error($"{option.Name} is empty: give {option.HelpName}");
            else if (value.StartsWith('-')) error($"there is no option '{TerminalText.Of(value)}'");
            else yield return value;
        }
    }
}
