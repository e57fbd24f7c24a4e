using System.CommandLine;
using System.CommandLine.Parsing;

namespace Fairlead.Cli;

/// <summary>Options that may be given several times, each time with one value or with several behind it.</summary>
internal static class RepeatedOption
{
    /// <summary>The option.</summary>
    public static Option<string[]> Create(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };

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
