using System.Text;
using Fairlead.Networks.Feeds;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class AzurePageTests
{
    private const string Folder = "https://download.microsoft.com/download/7/1/d/71d86715-5596-4529-9b13-da13a5de5b63/";
    private static readonly Uri s_documents = FeedLimits.Default.AzureDocuments;

    [Theory]
    [InlineData("<!DOCTYPE html>", true)]
    [InlineData("\ufeff\r\n  <html>", true)]
    [InlineData("{\"changeNumber\": 1}", false)]
    [InlineData("", false)]
    public void IsPage_Start_TellsPageFromFile(string start, bool isPage) => AzurePage.IsPage(FeedSamples.Bytes(start)).ShouldBe(isPage);

    [Theory]
    [InlineData("<a href=\"#\">")]
    [InlineData("<a href='#'>")]
    [InlineData("{\"url\":\"#\",\"size\":\"1\"}")]
    [InlineData("#")]
    [InlineData("# and more")]
    [InlineData("<a href=\"https://download.microsoft.com/other.json\"><a href=\"#\">")]
    [InlineData("<a href=\"https://download.microsoft.com/ServiceTags_Public_20260720.json\"><a href=\"#\"><a href=\"https://download.microsoft.com/ServiceTags_Public_20260719.json\">")]
    [InlineData("<a href=\"#\"><a href=\"#\">")]
    public void Link_OnThePage_IsFoundTheNewestFirst(string page)
    {
        const string link = Folder + "ServiceTags_Public_20260727.json";

        AzurePage.Link(Encoding.ASCII.GetBytes(page.Replace("#", link)), s_documents).ShouldBe(new Uri(link));
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://download.microsoft.com/ServiceTags_Public_20260727.json")]
    [InlineData("https://download.microsoft.com.example.org/ServiceTags_Public_20260727.json")]
    [InlineData("https://download.microsoft.com@example.org/ServiceTags_Public_20260727.json")]
    [InlineData("https://download.microsoft.com:8443/ServiceTags_Public_20260727.json")]
    [InlineData("https://example.org/?https://download.microsoft.com/x?ServiceTags_Public_20260727.json")]
    [InlineData("https://download.microsoft.com/ServiceTags_China_20260727.json")]
    [InlineData("https://download.microsoft.com/ServiceTags_Public_20261327.json")]
    [InlineData("https://download.microsoft.com/ServiceTags_Public_2026072.json")]
    [InlineData("https://download.microsoft.com/ServiceTags_Public_20260727.json.exe")]
    [InlineData("https://download.microsoft.com/ServiceTags_Public_20260727.jsonx")]
    [InlineData("https://download.microsoft.com/aServiceTags_Public_20260727.json")]
    [InlineData("https://download.microsoft.com/%2e%2e/ServiceTags_Public_20260727.json")]
    public void Link_ToSomethingElse_IsNone(string link) => AzurePage.Link(Encoding.ASCII.GetBytes($"<a href=\"{link}\">"), s_documents).ShouldBeNull();

    [Fact]
    public void Link_EndlessUrls_AreCutShort()
    {
        var page = string.Concat(Enumerable.Repeat("https://download.microsoft.com/" + new string('a', 1000), 1000));

        AzurePage.Link(Encoding.ASCII.GetBytes(page), s_documents).ShouldBeNull();
    }
}
