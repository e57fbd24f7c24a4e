using System.CommandLine;

namespace Fairlead.Cli.Reporting;

/// <summary><c>--by month|day</c>.</summary>
internal static class PeriodOption
{
    private const string Day = "day";
    private const string Month = "month";

    /// <param name="description">What it is for.</param>
    /// <param name="values">Those that may be given.</param>
    public static Option<string?> Create(string description, params string[] values)
    {
        if (values.Length == 0) values = [Month, Day];
        var option = new Option<string?>("--by") { Description = description, HelpName = string.Join('|', values) };
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !values.Contains(token.Value)) result.AddError($"--by: '{TerminalText.Of(token.Value)}' is no period here; write {string.Join(" or ", values)}");
        });
        return option;
    }

    /// <summary>Whether days are asked for.</summary>
    public static bool IsDay(string? value) => value == Day;

    /// <summary>Whether months are asked for.</summary>
    public static bool IsMonth(string? value) => value == Month;
}
