using System.CommandLine;
using System.Globalization;

namespace Fairlead.Cli.Simulating;

/// <summary>Options that take a number of percent, decimals allowed.</summary>
internal static class PercentOption
{
    public static Option<decimal?> Create(string name, string description, int most) => new(name)
    {
        Description = description,
        HelpName = "PERCENT",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent >= 0 && percent <= most) return percent;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{TerminalText.Of(text)}' is not a number from 0 to {most}"));
            return null;
        },
    };
}
