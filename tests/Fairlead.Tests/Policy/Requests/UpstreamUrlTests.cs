using Fairlead.Policy.Requests;

namespace Fairlead.Tests.Policy.Requests;

/// <summary>The URL at the upstream: request rule 7.</summary>
public sealed class UpstreamUrlTests
{
    [Theory]
    [InlineData("", "/v2/pause/manifests/3.10", "/v2/pause/manifests/3.10")]
    [InlineData("images", "/v2/pause/manifests/3.10", "/v2/images/pause/manifests/3.10")]
    [InlineData("a/images", "/v2/pause/tags/list", "/v2/a/images/pause/tags/list")]
    [InlineData("images", "/v2/pause/images/tags/list", "/v2/images/pause/images/tags/list")]
    [InlineData("images", "/v2/images", "/v2/images/images")]
    public void For_PathWithoutThePrefix_GetsIt(string prefix, string target, string expected) => UrlOf(prefix, target).ShouldBe(expected);

    [Theory] // so that a Link header for the next page of tags works through us
    [InlineData("images", "/v2/images/pause/tags/list", "/v2/images/pause/tags/list")]
    [InlineData("a/images", "/v2/a/images/pause/tags/list?n=2&last=b", "/v2/a/images/pause/tags/list?n=2&last=b")]
    public void For_PathWithThePrefix_GetsNoSecondOne(string prefix, string target, string expected) => UrlOf(prefix, target).ShouldBe(expected);

    [Theory]
    [InlineData("images", "/v2/imagesfoo/tags/list", "/v2/images/imagesfoo/tags/list")]
    [InlineData("images", "/v2/images-foo/tags/list", "/v2/images/images-foo/tags/list")]
    [InlineData("images", "/v2/Images/tags/list", "/v2/images/Images/tags/list")]
    [InlineData("a/images", "/v2/a/x/tags/list", "/v2/a/images/a/x/tags/list")]
    public void For_NameThatOnlyBeginsLikeThePrefix_GetsIt(string prefix, string target, string expected) => UrlOf(prefix, target).ShouldBe(expected);

    [Theory]
    [InlineData("ns=docker.io", "")]
    [InlineData("ns", "")]
    [InlineData("ns=", "")]
    [InlineData("ns=a&n=1", "?n=1")]
    [InlineData("n=1&ns=a", "?n=1")]
    [InlineData("n=1&ns=a&last=b", "?n=1&last=b")]
    [InlineData("ns=a&ns=b&n=1&ns=c&last=d&ns", "?n=1&last=d")]
    [InlineData("&ns=a&n=1", "?&n=1")]
    [InlineData("&&n=1&ns=a", "?&&n=1")]
    [InlineData("n=1&&ns=a&", "?n=1&&")]
    public void For_Namespace_IsLeftOut(string query, string expected) => UrlOf("", "/v2/a/tags/list?" + query).ShouldBe("/v2/a/tags/list" + expected);

    [Theory]
    [InlineData("n=1&last=3.10")]
    [InlineData("nsx=1&xns=2&x=ns&NS=3&ns%3D4")]
    [InlineData("last=a%2Fb%3D+%C3%A9&&x")]
    [InlineData("a=b=c?d/e:f@g;h'(i)*!$,~")]
    [InlineData("&")]
    public void For_AnythingElseInTheQuery_IsKeptByteForByte(string query) => UrlOf("", "/v2/a/tags/list?" + query).ShouldBe("/v2/a/tags/list?" + query);

    [Fact]
    public void For_EncodedPath_IsForwardedAsItCame() => UrlOf("images", "/v2/a%41%c3%A9/tags/list").ShouldBe("/v2/images/a%41%c3%A9/tags/list");

    private static string UrlOf(string prefix, string target)
    {
        const string registry = "https://upstream.example:5000";
        var url = UpstreamUrl.For(registry, prefix, RegistryPath.Parse(target));
        url.ShouldStartWith(registry);
        return url[registry.Length..];
    }
}
