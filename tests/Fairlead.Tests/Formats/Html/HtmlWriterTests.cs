using System.Text;
using System.Xml.Linq;
using Fairlead.Formats.Html;
using Fairlead.Formats.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace Fairlead.Tests.Formats.Html;

public sealed class HtmlWriterTests
{
    [Fact]
    public void Text_OfMarkup_IsEscaped() =>
        Written(html => html.Text("<b title=\"x\">'&'</b>")).ShouldBe("&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;");

    [Theory]
    [InlineData("\0")]
    [InlineData("\u001B")]
    [InlineData("\u202E")]
    [InlineData("\u2066")]
    [InlineData("\u200B")]
    [InlineData("\uFFFE")]
    [InlineData("\n")]
    public void Text_OfWhatNobodySees_IsReplaced(string unseen) => Written(html => html.Text($"a{unseen}b")).ShouldBe("a\uFFFDb");

    [Fact]
    public void Text_OfHalvesOfPairs_IsReplaced() => Written(html => html.Text("a\uD83Db\uDEA2")).ShouldBe("a\uFFFDb\uFFFD"); // not as a case of the theory: metadata is UTF-8

    [Fact]
    public void Text_OutsideTheBasicPlane_StaysWhole() => Written(html => html.Text("日本 🚢 é")).ShouldBe("日本 🚢 é");

    [Fact]
    public void Open_Nested_ClosesInOrder() => Written(html =>
    {
        using (html.Open("ul", ("class", "a"), ("id", null)))
        using (html.Open("li")) html.Put("b", "x", ("title", "1 < 2"));
    }).ShouldBe("<ul class=\"a\"><li><b title=\"1 &lt; 2\">x</b></li>\n</ul>\n");

    [Fact]
    public void Empty_HasNoEnd() => Written(html => html.Empty("meta", ("charset", "utf-8"))).ShouldBe("<meta charset=\"utf-8\" />");

    [Theory]
    [InlineData("</style><script>")]
    [InlineData("a:b&c")]
    public void StyleAndScript_WithWhatHtmlWouldRead_AreRefused(string text)
    {
        Should.Throw<ArgumentException>(() => Written(html => html.Style(text)));
        Should.Throw<ArgumentException>(() => Written(html => html.Script(text)));
    }

    [Fact]
    public void StyleAndScript_OfOurs_HoldTheTextAlone() // a Content-Security-Policy names the hash of it
    {
        Written(html => html.Style("a > b { }\n")).ShouldBe("<style>a > b { }\n</style>\n");
        Written(html => html.Script("'x'")).ShouldBe("<script>'x'</script>\n");
    }

    [Fact]
    public void TextAndAttributes_OfAnything_ComeBackAsTheyAreSeen() => Prop.ForAll<string?>(text =>
    {
        var given = text ?? "";
        var element = XElement.Parse(Written(html => html.Put("p", given, ("title", given))), LoadOptions.PreserveWhitespace);
        return element.Value == Seen(given) && (string?)element.Attribute("title") == Seen(given) && !element.HasElements;
    }).QuickCheckThrowOnFailure();

    private static string Seen(string text)
    {
        var seen = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) seen.Append(UnseenText.Is(rune) ? Rune.ReplacementChar : rune);
        return seen.ToString();
    }

    private static string Written(Action<HtmlWriter> write)
    {
        var text = new StringWriter();
        write(new HtmlWriter(text));
        return text.ToString();
    }
}
