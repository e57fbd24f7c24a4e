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
    public void CommandLines_BlocksAndText_AllWithoutComments() =>
        Document.CommandLines("./tool").ShouldBe(["./tool one --more", "./tool VERB ...", "./tool two --x 1"]);
}
