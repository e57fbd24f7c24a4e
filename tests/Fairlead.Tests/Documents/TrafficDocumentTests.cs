using System.Text.RegularExpressions;
using Fairlead.Tests.Support;
using Fairlead.Traffic.Logs;

namespace Fairlead.Tests.Documents;

/// <summary>docs/traffic.md, followed to the letter, from its first command to its last.</summary>
public sealed class TrafficDocumentTests
{
    private static readonly MarkdownFile Document = MarkdownFile.Read("docs/traffic.md");

    // The estimates of clients that the document shows are this salt's. Another one's differ by one or two, as the document says.
    private static readonly string s_salt = "2".PadLeft(64, '0');

    [Fact]
    public async Task Document_FilesAndCommands_PrintWhatItShows()
    {
        using var folder = new ExampleFolder();
        folder.Write("october.salt", s_salt);
        (await folder.RunAsync($"ln -s '{Path.Combine(Checkout.Root, "examples")}' examples")).ShouldBeEmpty();
        var output = "";
        foreach (var block in Document.CodeBlocks())
        {
            if (block.Language == "sh") output = await folder.RunAsync(block.Text);
            else if (ExampleFolder.FileAnnouncedBy(block.Before) is { } file) folder.Write(file, block.Text);
            else if (block.Language == "text") ShouldBeAsShown(output, block.Text);
        }
    }

    [Fact]
    public void Document_Formats_AreAllInBothOfItsTables()
    {
        Document.RowsOfCode().Select(row => row[0]).Where(LogFormats.Names.Contains).Order().ShouldBe(LogFormats.Names.Order());
        Document.Words(@"(?<=\| )`[a-z0-9]+`(?= \|\n)").Select(word => word.Trim('`')).Where(LogFormats.Names.Contains).Order().ShouldBe(LogFormats.Names.Order());
    }

    /// <summary>Columns may stand further apart than they are printed, and <c>...</c> stands for anything in a line.</summary>
    private static void ShouldBeAsShown(string printed, string shown)
    {
        var (lines, shownLines) = (Lines(printed), Lines(shown));
        var isAsShown = lines.Length == shownLines.Length && lines.Zip(shownLines).All(pair => Regex.IsMatch(pair.First, $"^{Regex.Escape(pair.Second).Replace(@"\.\.\.", ".*", StringComparison.Ordinal)}$"));
        if (!isAsShown) lines.ShouldBe(shownLines);
    }

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => Regex.Replace(line.Trim(), @"\s+", " "))];
}
