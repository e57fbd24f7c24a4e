using System.CommandLine;

namespace Fairlead.Cli;

/// <summary>Options that may be given several times, each time with one value or with several behind it.</summary>
internal static class RepeatedOption
{
    /// <summary>The option. What looks like another option behind it is one that is mistyped, not a value.</summary>
    public static Option<string[]> Create(string name, string helpName, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.Length == 0) result.AddError($"{name} is empty: give {helpName}");
                else if (token.Value.StartsWith('-')) result.AddError($"there is no option '{token.Value}'");
            }
        });
        return option;
    }
}
