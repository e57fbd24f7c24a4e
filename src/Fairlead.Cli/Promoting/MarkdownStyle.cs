namespace Fairlead.Cli.Promoting;

/// <summary>
/// For a comment on a pull request (GitHub Flavored Markdown). Text of strangers stands in code spans, where nothing is markup: no HTML, no link, no mention,
/// no reference to an issue (GFM 6.3); backslashes would not do, as GitHub looks for mentions when they are gone. A code span ends at a backtick
/// alone, and that is what is replaced.
/// </summary>
internal sealed class MarkdownStyle : IDiffStyle
{
    /// <inheritdoc/>
    public int MaxLength => 60_000; // GitHub takes 65,536 in a comment

    /// <inheritdoc/>
    public string Foreign(string text)
    {
        var shown = ForeignText.Of(text).Replace('`', '\'');
        return string.IsNullOrWhiteSpace(shown) ? "(empty)" : $"`{shown}`";
    }

    /// <inheritdoc/>
    public string Heading(string text) => $"\n**{text}**\n";

    /// <inheritdoc/>
    public string Item(string text) => "- " + text;

    /// <inheritdoc/>
    public string Line(string text) => $"\n{text}\n";
}
