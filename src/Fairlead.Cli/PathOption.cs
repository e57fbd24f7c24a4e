using System.CommandLine;

namespace Fairlead.Cli;

/// <summary>An option that takes a file or a folder.</summary>
internal static class PathOption
{
    /// <summary>The option; an empty path, as a variable of a script that isn't set gives it, is wrong usage.</summary>
    public static Option<string?> Create(string name, string description, string helpName = "FILE")
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0)) result.AddError($"{name} is empty: give a path");
        });
        return option;
    }
}
