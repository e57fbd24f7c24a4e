namespace Fairlead.Tests.Documents;

/// <summary>A row of the table of metrics in docs/architecture.md, which <see cref="DocumentTests"/> hold to the catalog.</summary>
internal sealed record DocumentedMetric(string Name, string Type, string[] Labels)
{
    /// <summary>The table's rows, in order.</summary>
    public static IEnumerable<DocumentedMetric> All() =>
        from row in MarkdownFile.Read("docs/architecture.md").RowsOfCode()
        where row[0].StartsWith("fairlead_", StringComparison.Ordinal)
        select new DocumentedMetric(row[0], row[1], row[2].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The names of its series, with the labels of each: a histogram has three.</summary>
    public IEnumerable<(string Name, string[] Labels)> Series() => Type == "histogram"
        ? [(Name + "_bucket", [.. Labels, "le"]), (Name + "_sum", Labels), (Name + "_count", Labels)]
        : [(Name, Labels)];
}
