using Fairlead.Formats.Yaml;
using Fairlead.Traffic.Pricing;

namespace Fairlead.Cli.Reporting;

/// <summary>Price books and credits that a verb is given; what is wrong with them is told with its place.</summary>
internal static class PricingInput
{
    /// <summary>Reads the price book, null where none is named; false, and said why, when it can't be used.</summary>
    public static bool TryReadPrices(string? path, out PriceBook? prices) => TryRead(path, PricingFile.LoadPrices, out prices);

    /// <summary>Reads the credits, likewise.</summary>
    public static bool TryReadCredits(string? path, out IReadOnlyList<Credit>? credits) => TryRead(path, PricingFile.LoadCredits, out credits);

    private static bool TryRead<T>(string? path, Func<string, PricingLoad<T>> load, out T? value)
        where T : class
    {
        value = null;
        if (path is null) return true;
        var loaded = load(path);
        foreach (var problem in loaded.Problems) Console.Error.WriteLine(TerminalText.Of(Text(path, problem)));
        value = loaded.Value;
        return value is not null;
    }

    private static string Text(string path, YamlProblem problem) => $"{path}{(problem.Line > 0 ? $":{problem.Line}:{problem.Column}" : "")}: error: {problem.Message}";
}
