using System.CommandLine;
using System.Globalization;

namespace Fairlead.Cli;

/// <summary><c>--jobs N</c>: how much is done at the same time.</summary>
internal static class JobsOption
{
    private const int Most = 1024;

    public static Option<int?> Create(string description) => new("--jobs")
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs is > 0 and <= Most) return jobs;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"--jobs: '{TerminalText.Of(text)}' is not a number from 1 to {Most}"));
            return null;
        },
    };
}
