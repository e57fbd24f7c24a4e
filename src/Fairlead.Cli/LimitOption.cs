using System.CommandLine;
using System.Globalization;
using Fairlead.Networks.Review;

namespace Fairlead.Cli;

/// <summary><c>--limit PERCENT</c>: how much may change without a person's looking at it.</summary>
internal static class LimitOption
{
    public static Option<double?> Create(string description) => new("--limit")
    {
        Description = description,
        HelpName = "PERCENT",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text.AsSpan().TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && double.IsFinite(percent)) return percent;
            result.AddError($"--limit: '{text}' is not a percentage; write 5 or 0.5");
            return null;
        },
    };

    /// <summary>Whether something changed by more than the limit; if so, it is said on stderr.</summary>
    public static bool IsExceeded(TableDiff diff, double? limit, Func<Holder, string> nameOf)
    {
        if (limit is not { } percent) return false;
        var above = diff.Above(percent).ToArray();
        if (above.Length == 0) return false;
        var shown = above.Select(change => string.Create(CultureInfo.InvariantCulture, $"{nameOf(change.Group)} {(change.IsIPv4 ? "IPv4" : "IPv6")} by {change.Percent:0.##} %"));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fairlead: changed by more than {percent:0.##} %: {string.Join(", ", shown)}"));
        return true;
    }
}
