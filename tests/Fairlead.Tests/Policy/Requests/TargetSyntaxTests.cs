using Fairlead.Policy.Requests;
using Fairlead.Tests.Support;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>Which targets are refused: request rule 7.</summary>
public sealed class TargetSyntaxTests
{
    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("v2/")]
    [InlineData("http://registry.example/v2/")]
    [InlineData("https://registry.example/")]
    [InlineData("registry.example:443")]
    [InlineData("//registry.example/v2/")]
    [InlineData("?x=1")]
    public void Parse_WhatIsNoPath_IsRefused(string target) => ShouldBeRefused(target);

    [Theory]
    [InlineData("//")]
    [InlineData("/v2//a")]
    [InlineData("/v2/a//blobs")]
    [InlineData("/v2//")]
    [InlineData("/v2/a/")]
    [InlineData("/v2/a/?x=1")]
    [InlineData("/kops//x")]
    [InlineData("/kops/x//")]
    [InlineData("/.")]
    [InlineData("/..")]
    [InlineData("/./x")]
    [InlineData("/../v2/")]
    [InlineData("/v2/.")]
    [InlineData("/v2/a/../b")]
    [InlineData("/v2/a/./b")]
    [InlineData("/v2/a/..")]
    [InlineData("/v2/..?x")]
    [InlineData("/kops/../../x")]
    public void Parse_SegmentThatIsEmptyOrDots_IsRefused(string target) => ShouldBeRefused(target);

    [Theory]
    [InlineData("/kops/")]
    [InlineData("/kops/x/")]
    [InlineData("/kops/...")]
    [InlineData("/kops/.x")]
    [InlineData("/kops/x.")]
    [InlineData("/v2/a/.b")]
    [InlineData("/v2/a/..b")]
    [InlineData("/v2/")]
    public void Parse_SegmentWithDotsAmongOthers_Passes(string target) => ShouldPass(target);

    public static TheoryData<int> RefusedOctets => [.. Enumerable.Range(0, 0x20), 0x7F, '%', '.', '/', '\\'];

    [Theory]
    [MemberData(nameof(RefusedOctets))]
    public void Parse_EncodedOctetThatCouldMeanAnotherPath_IsRefusedInThePathAlone(int octet)
    {
        foreach (var encoded in new[] { $"%{octet:x2}", $"%{octet:X2}" })
        {
            ShouldBeRefused($"/v2/a/{encoded}");
            ShouldBeRefused($"/v2/{encoded}b/tags/list");
            ShouldBeRefused($"/kops/x{encoded}");
            ShouldBeRefused(encoded);
            ShouldPass($"/v2/a/tags/list?last={encoded}");
        }
    }

    [Fact]
    public void Parse_AnyOtherEncodedOctet_Passes()
    {
        for (var octet = 0x20; octet < 0x100; octet++)
            if (octet is not (0x7F or '%' or '.' or '/' or '\\')) ShouldPass($"/v2/a/%{octet:x2}");
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%zz")]
    [InlineData("%4z")]
    [InlineData("%z4")]
    [InlineData("%%41")]
    [InlineData("%u0041")]
    [InlineData("% 41")]
    public void Parse_StrayPercent_IsRefusedEverywhere(string text)
    {
        ShouldBeRefused($"/v2/a/{text}");
        ShouldBeRefused($"/kops/{text}");
        ShouldBeRefused($"/v2/a/tags/list?n={text}");
    }

    [Fact]
    public void Parse_AnyCharacterThatAUriHasNot_IsRefusedEverywhere()
    {
        const string pchar = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";
        var others = Enumerable.Range(0, 0x180).Select(c => (char)c).Append('\u2028').Append('\ud800').Append('\uffff').Where(c => !pchar.Contains(c));
        foreach (var c in others)
        {
            if (c is not ('?' or '%')) ShouldBeRefused($"/v2/a{c}b/tags/list");
            if (c is not ('?' or '%')) ShouldBeRefused($"/v2/a/tags/list?n={c}1");
        }
        foreach (var c in pchar) ShouldPass($"/v2/a/tags/list?n={c}1");
        foreach (var c in pchar) ShouldPass($"/v2/a/tags/x{c}b");
    }

    [Theory]
    [InlineData("/v2/a/tags/list?")]
    [InlineData("/v2/a/tags/list??")]
    [InlineData("/v2/a/tags/list?a=b?c")]
    [InlineData("/v2/a/tags/list?n=1&last=%2F..%2F")]
    [InlineData("/v2/a/tags/list?/../")]
    [InlineData("/v2/a/tags/list?//")]
    public void Parse_QueryOfAnyForm_Passes(string target) => ShouldPass(target);

    [Fact]
    public void Parse_VeryLongTarget_IsReadAsAnyOther()
    {
        ShouldPass("/v2/" + new string('a', 65_536));
        ShouldBeRefused("/v2/" + new string('a', 65_536) + "\n");
    }

    private static void ShouldBeRefused(string target) => RegistryPath.Parse(target).Kind.ShouldBe(PathKind.Refused, $"'{target}'");

    private static void ShouldPass(string target) => RegistryPath.Parse(target).Kind.ShouldNotBe(PathKind.Refused, $"'{target}'");
}
