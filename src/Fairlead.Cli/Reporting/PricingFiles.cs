using Fairlead.Traffic.Pricing;

namespace Fairlead.Cli.Reporting;

/// <summary>Files of prices and of credits, read for a verb.</summary>
internal static class PricingFiles
{
    /// <summary>The price book; null, and said why, when it can't be used.</summary>
    public static PriceBook? ReadPrices(string path) => Told(path, PricingFile.LoadPrices(path));

    /// <summary>The credits; null, and said why, when they can't be used.</summary>
    public static IReadOnlyList<Credit>? ReadCredits(string path) => Told(path, PricingFile.LoadCredits(path));

    private static T? Told<T>(string path, PricingLoad<T> load)
        where T : class
    {
        foreach (var problem in load.Problems)
            Console.Error.WriteLine(TerminalText.Of($"{path}{(problem.Line > 0 ? $":{problem.Line}:{problem.Column}" : "")}: error: {problem.Message}"));
        return load.Value;
    }
}
