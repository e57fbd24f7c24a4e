using System.CommandLine;
using System.Globalization;

namespace Fairlead.Cli;

/// <summary>Options that take a whole number above nothing.</summary>
internal static class CountOption
{
    private const int Most = 100_000_000;

    public static Option<int?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= Most) return count;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{TerminalText.Of(text)}' is not a number from 1 to {Most}"));
            return null;
        },
    };
}
