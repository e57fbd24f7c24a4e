using Fairlead.Formats.Streams;
using Fairlead.Formats.Yaml;

namespace Fairlead.Traffic.Pricing;

/// <summary>
/// Reads files of prices and of credits; every error at once. Never throws for anything that a file may hold. Pure but for the reading of the one file.
/// </summary>
public static class PricingFile
{
    /// <summary>Reads the price book at a path.</summary>
    public static PricingLoad<PriceBook> LoadPrices(string path) => Load(path, ParsePrices);

    /// <summary>Reads the credits at a path.</summary>
    public static PricingLoad<IReadOnlyList<Credit>> LoadCredits(string path) => Load(path, ParseCredits);

    /// <summary>Reads the text of a price book.</summary>
    public static PricingLoad<PriceBook> ParsePrices(ReadOnlyMemory<byte> utf8) => Parse(utf8, (report, root) => new PriceBookReader(report).Read(root));

    /// <summary>Reads the text of a file of credits.</summary>
    public static PricingLoad<IReadOnlyList<Credit>> ParseCredits(ReadOnlyMemory<byte> utf8) => Parse(utf8, (report, root) => new CreditsReader(report).Read(root));

    private static PricingLoad<T> Parse<T>(ReadOnlyMemory<byte> utf8, Func<YamlReport, YamlNode, T?> read) where T : class
    {
        var document = YamlReader.Read(utf8.Span);
        var report = new YamlReport();
        var value = document.Root is { } root ? read(report, root) : null;
        var problems = document.Problems.Concat(report.Finish()).OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).ToList();
        return new PricingLoad<T>(problems.Count == 0 ? value : null, problems);
    }

    private static PricingLoad<T> Load<T>(string path, Func<ReadOnlyMemory<byte>, PricingLoad<T>> parse) where T : class
    {
        if (Directory.Exists(path)) return Unreadable("is a directory, not a file");
        try
        {
            return parse(BoundedFile.Read(path, YamlReader.MaxBytes));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable("there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Unreadable($"can't be read: {e.Message}");
        }

        static PricingLoad<T> Unreadable(string message) => new(null, [new YamlProblem(0, 0, message)]);
    }
}
