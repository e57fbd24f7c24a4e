using System.Diagnostics.CodeAnalysis;

namespace Fairlead.Cli.Reporting;

/// <summary>Somewhere that logs are, as the command line names it.</summary>
internal abstract class LogPlace
{
    /// <summary>Parses what stands for LOG; <paramref name="problem"/> says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LogPlace? place, [NotNullWhen(false)] out string? problem)
    {
        (place, problem) = (null, null);
        if (text.Length == 0) problem = "a LOG is empty: give a path";
        else if (text == "-") place = new StandardInputPlace();
        else if (text.StartsWith('-')) problem = $"there is no option '{TerminalText.Of(text)}'";
        else if (!text.Contains("://", StringComparison.Ordinal)) place = new PathPlace(text);
        else if (!StorePlace.TryRead(text, out place, out problem)) problem = $"a LOG that is no path: {problem}"; // itself it may hold a secret
        return place is not null;
    }

    /// <summary>Adds the logs that are there.</summary>
    /// <exception cref="IOException">It can't be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    public abstract Task FindAsync(LogCollection found, CancellationToken cancel);
}
