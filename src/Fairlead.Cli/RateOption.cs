using System.CommandLine;
using System.Globalization;

namespace Fairlead.Cli;

/// <summary><c>--rate N</c>: requests in a second.</summary>
internal static class RateOption
{
    private const double Most = 1_000_000;

    public static Option<double?> Create(string description) => new("--rate")
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= Most) return rate;
            result.AddError($"--rate: '{TerminalText.Of(text)}' is not a number of requests; write 10 or 0.5");
            return null;
        },
    };
}
