namespace Fairlead.Tests.Documents;

/// <summary>The tests of documents see what they are meant to see.</summary>
public sealed class MarkdownFileTests
{
    private static readonly MarkdownFile Document = new(
        """
        # Names of the rules, and `code`

        See [one](a.md#b), [two](../c) and `[not](this)`. Or `./tool two --x 1`.

        | `name` | 7 | `other` |

        ```sh
        [nor](this)
        # no heading
        ./tool one \
          --more      # a comment
        ```

            ./tool VERB ...     a comment
        """);

    [Fact]
    public void Links_InTextAndInCode_OnlyThoseInText() => Document.Links().ShouldBe(["a.md#b", "../c"]);

    [Fact]
    public void Anchors_Heading_AsGitHubMakesThem() => Document.Anchors().ShouldBe(["names-of-the-rules-and-code"]);

    [Fact]
    public void RowsOfCode_Table_CellsWithoutMarks() => Document.RowsOfCode().ShouldHaveSingleItem().ShouldBe(["name", "7", "other"]);

    [Fact]
    public void CodeBlocks_Fenced_WithTheLineBeforeThemAndTheirSection()
    {
        var document = new MarkdownFile("# Title\n```a\n1\n```\n## One `and` two\nSome text.\n\n`x.yaml`:\n\n```yaml\n# not a heading\n\n- 1\n```\n\n```sh\nls\n```\n");

        document.CodeBlocks().ShouldBe([new("", "# Title", "a", "1"), new("One `and` two", "`x.yaml`:", "yaml", "# not a heading\n\n- 1"), new("One `and` two", "", "sh", "ls")]);
    }

    [Fact]
    public void CommandLines_BlocksAndText_AllWithoutComments() =>
        Document.CommandLines("./tool").ShouldBe(["./tool one --more", "./tool VERB ...", "./tool two --x 1"]);
}
