using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedRedirectTests
{
    [Theory]
    [InlineData("http://a/x", "http://b/y", "http://b/y")]
    [InlineData("http://a/x", "https://b/y", "https://b/y")]
    [InlineData("https://a/x", "https://b/y", "https://b/y")]
    [InlineData("https://a/x", "/y?z", "https://a/y?z")]
    [InlineData("https://a/x/", "y", "https://a/x/y")]
    [InlineData("https://a/x", "//b/y", "https://b/y")]
    public void Next_SameOrBetterScheme_IsFollowed(string from, string location, string to)
    {
        FeedRedirect.Next(new Uri(from), new Uri(location, UriKind.RelativeOrAbsolute), out var refusal).ShouldBe(new Uri(to));
        refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("https://a/x", "http://a/x", "it redirects from https to http")]
    [InlineData("https://a/x", "ftp://a/x", "it redirects from https to ftp")]
    [InlineData("http://a/x", "file:///etc/passwd", "it redirects from http to file")]
    [InlineData("http://a/x", "//:::", "it redirects to what is no URL")]
    public void Next_WorseScheme_IsRefused(string from, string location, string reason)
    {
        FeedRedirect.Next(new Uri(from), new Uri(location, UriKind.RelativeOrAbsolute), out var refusal).ShouldBeNull();
        refusal.ShouldBe(reason);
    }

    [Fact]
    public void Next_NoLocation_IsRefused()
    {
        FeedRedirect.Next(new Uri("http://a/"), null, out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNull();
    }
}
