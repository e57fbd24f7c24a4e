using Fairlead.Formats.Html;

namespace Fairlead.Tests.Formats.Html;

public sealed class NameTextTests
{
    [Fact]
    public void Shorten_ShortName_IsTheSame() => NameText.Shorten("kube-proxy", 10).ShouldBe("kube-proxy");

    [Fact]
    public void Shorten_LongName_KeepsBothEnds() => NameText.Shorten("registry/sig-storage/csi-node-driver-registrar", 21).ShouldBe("registry/s…-registrar");

    [Fact]
    public void Shorten_PairsAtTheCut_StayWhole()
    {
        var shortened = NameText.Shorten(string.Concat(Enumerable.Repeat("🚢", 50)), 12);

        shortened.Length.ShouldBeLessThanOrEqualTo(12);
        shortened.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar).ShouldBeFalse();
    }

    [Fact]
    public void Name_Long_IsWholeInTheTitle()
    {
        var name = new string('a', 70) + "/b";

        Written(name).ShouldBe($"<bdi title=\"{name}\">{name[..31]}…{name[^32..]}</bdi>");
    }

    [Fact]
    public void Name_OfAMegabyte_IsBounded() => Written(new string('a', 1 << 20)).Length.ShouldBeLessThan(1_200);

    [Fact]
    public void Name_None_IsNotKnown() => Written(null).ShouldBe("<span class=\"unknown\">not known</span>");

    private static string Written(string? name)
    {
        var text = new StringWriter();
        new HtmlWriter(text).Name(name);
        return text.ToString();
    }
}
