using System.Text.RegularExpressions;

namespace Fairlead.Tests.Documents;

/// <summary>docs/networks.md, followed to the letter.</summary>
public sealed class NetworksDocumentTests
{
    private static readonly CodeBlock[] Blocks = [.. MarkdownFile.Read("docs/networks.md").CodeBlocks()];

    /// <summary>The sections that have commands in them.</summary>
    public static TheoryData<string> Sections() => [.. Blocks.Where(block => block.Language == "sh").Select(block => block.Section).Distinct()];

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Section_FilesAndCommands_PrintWhatItShows(string section)
    {
        using var folder = new ExampleFolder();
        string? output = null;
        foreach (var block in Blocks.Where(block => block.Section == section))
        {
            if (block.Language == "sh")
            {
                output.ShouldBeNull("the output of the commands before is not shown");
                output = await folder.RunAsync(block.Text);
            }
            else if (ExampleFolder.FileAnnouncedBy(block.Before) is { } file)
            {
                folder.Write(file, block.Text);
            }
            else
            {
                ShouldBeAsShown(output.ShouldNotBeNull($"neither a file nor an output: {block.Text}"), block.Text);
                output = null;
            }
        }
        output.ShouldBeNull("the output of the last commands is not shown");
    }

    [Fact]
    public void Document_TypesOfFeeds_AreAllInItsTableOfSources() =>
        MarkdownFile.Read("docs/networks.md").RowsOfCode().SelectMany(row => row[0].Split(", ")).Distinct().Order()
            .ShouldBe(Fairlead.Networks.Feeds.FeedFormats.Types.Order());

    /// <summary>Columns may stand further apart than they are printed, and <c>...</c> stands for anything in a line.</summary>
    private static void ShouldBeAsShown(string printed, string shown)
    {
        var (lines, shownLines) = (Lines(printed), Lines(shown));
        var isAsShown = lines.Length == shownLines.Length && lines.Zip(shownLines).All(pair => Regex.IsMatch(pair.First, Pattern(pair.Second)));
        if (!isAsShown) lines.ShouldBe(shownLines);
    }

    private static string Pattern(string shown) => $"^{Regex.Escape(shown).Replace(@"\.\.\.", ".*", StringComparison.Ordinal)}$";

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => Regex.Replace(line.Trim(), @"\s+", " "))];
}
