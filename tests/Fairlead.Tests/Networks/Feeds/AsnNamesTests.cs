using System.Text;
using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class AsnNamesTests
{
    [Theory]
    [InlineData("Cloudflare, Inc.", "Cloudflare, Inc.")]
    [InlineData("  MIT\t", "MIT")]
    [InlineData("a\u001b[2J\u0085b\u2028c\u202Ed\0", "a[2Jbcd")]
    [InlineData("\u200B \u0001", null)]
    [InlineData("", null)]
    public void Add_Name_IsHarmless(string name, string? kept) => Names((1, name)).GetValueOrDefault(1u).ShouldBe(kept);

    [Fact]
    public void Add_LongName_IsCutBetweenCharacters()
    {
        var name = new string('x', AsnNames.LongestName - 1);

        Names((1, name + "ab"), (2, name + "\U0001F600")).ShouldBe(new Dictionary<uint, string> { [1] = name + "a", [2] = name });
    }

    [Fact]
    public void Add_SecondName_IsPassedOverAndEqualOnesAreOne()
    {
        var names = Names((1, ""), (1, "a"), (2, "one"), (1, "b"), (3, "one"));

        names.ShouldBe(new Dictionary<uint, string> { [1] = "a", [2] = "one", [3] = "one" }, ignoreOrder: true);
        names[3].ShouldBeSameAs(names[2]);
    }

    [Fact]
    public void HasTooMany_OneTooMany_IsTold()
    {
        var names = new AsnNames();
        for (var asn = 1u; asn <= AsnNames.Most; asn++) names.Add(asn, "x"u8);
        names.HasTooMany.ShouldBeFalse();

        names.Add(AsnNames.Most + 1, "x"u8);
        names.HasTooMany.ShouldBeTrue();
    }

    private static IReadOnlyDictionary<uint, string> Names(params (uint Asn, string Name)[] rows)
    {
        var names = new AsnNames();
        foreach (var (asn, name) in rows) names.Add(asn, Encoding.UTF8.GetBytes(name));
        return names.ByAsn;
    }
}
