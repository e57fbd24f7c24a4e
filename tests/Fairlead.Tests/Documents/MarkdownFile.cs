using System.Text.RegularExpressions;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Documents;

/// <summary>As much of a Markdown document as the tests of documents look at.</summary>
internal sealed class MarkdownFile(string text)
{
    private readonly string[] _lines = text.Split('\n');

    /// <summary>The document at a path from the checkout's root.</summary>
    public static MarkdownFile Read(string path) => new(File.ReadAllText(Path.Combine(Checkout.Root, path)));

    /// <summary>Where its links lead, outside code.</summary>
    public IEnumerable<string> Links() =>
        from line in Prose()
        from Match link in Regex.Matches(Regex.Replace(line, "`[^`]*`", "code"), @"\]\(([^)\s]+)\)")
        select link.Groups[1].Value;

    /// <summary>What its headings are called in links to them, as GitHub makes it of their text.</summary>
    public IEnumerable<string> Anchors() =>
        from line in Prose()
        where line.StartsWith('#')
        let heading = line.TrimStart('#').Trim().ToLowerInvariant()
        select Regex.Replace(heading, @"[^\w\- ]", "").Replace(' ', '-');

    /// <summary>Rows of its tables that begin with a word in code, as cells without the code's marks.</summary>
    public IEnumerable<string[]> RowsOfCode() =>
        from line in Prose()
        where line.StartsWith("| `", StringComparison.Ordinal)
        select line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries).Select(cell => cell.Replace("`", "", StringComparison.Ordinal)).ToArray();

    /// <summary>Every word of the document that the pattern matches.</summary>
    public IEnumerable<string> Words(string pattern) => Regex.Matches(text, pattern).Select(match => match.Value).Distinct();

    /// <summary>Command lines of the program, from blocks of code and from code in the text; a line that ends in <c>\</c> goes on.</summary>
    public IEnumerable<string> CommandLines(string program)
    {
        var joined = Regex.Replace(text, @" *\\\n\s*", " ");
        foreach (Match block in Regex.Matches(joined, @"^(?:    )?" + Regex.Escape(program) + @" [^\n]*", RegexOptions.Multiline))
            yield return Command(block.Value);
        foreach (Match span in Regex.Matches(joined, "`(" + Regex.Escape(program) + " [^`\n]*)`"))
            yield return Command(span.Groups[1].Value);
    }

    /// <summary>Its fenced blocks of code, in order.</summary>
    public IEnumerable<CodeBlock> CodeBlocks()
    {
        string section = "", before = "", language = "";
        List<string>? code = null;
        foreach (var line in _lines)
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if (code is null)
            {
                if (isFence) (code, language) = ([], line[3..]);
                else if (line.StartsWith("## ", StringComparison.Ordinal)) (section, before) = (line[3..], "");
                else if (line.Length > 0) before = line;
            }
            else if (isFence)
            {
                yield return new CodeBlock(section, before, language, string.Join('\n', code));
                (code, before) = (null, "");
            }
            else
            {
                code.Add(line);
            }
        }
    }

    /// <summary>The command up to its comment: what comes after a <c>#</c> or after two blanks.</summary>
    private static string Command(string line) => Regex.Split(line.Trim(), "\\s{2,}|\\s#").First();

    private IEnumerable<string> Prose()
    {
        var isCode = false;
        foreach (var line in _lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (!isCode) yield return line;
        }
    }
}
