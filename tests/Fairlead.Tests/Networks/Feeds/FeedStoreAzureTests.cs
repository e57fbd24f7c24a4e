using Fairlead.Networks.Feeds;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Networks.Feeds;

/// <summary>Azure's feed by way of its download page. One server on the loopback stands in for Microsoft's two, the page's and the files'.</summary>
public sealed class FeedStoreAzureTests : FeedStoreFixture, IAsyncLifetime
{
    private const string First = "/download/a/ServiceTags_Public_20260720.json";
    private const string Second = "/download/b/ServiceTags_Public_20260727.json";

    private readonly Dictionary<string, string> _documents = new() { [First] = FeedSamples.Azure, [Second] = FeedSamples.Azure.Replace("13.64.0.0/16", "13.65.0.0/16") };
    private FeedServer _server = null!;
    private string _link = First;

    private FeedSource Source => new("azure", "azure", "azure", null, null, _server.Url("/details.aspx"));

    public async ValueTask InitializeAsync()
    {
        _server = await FeedServer.StartAsync();
        _server.Answer = async context =>
        {
            // One tag for everything: who asks for one thing with another's tag is found out.
            context.Response.Headers.ETag = "\"same\"";
            if (context.Request.Headers.IfNoneMatch == "\"same\"") context.Response.StatusCode = StatusCodes.Status304NotModified;
            else if (_documents.TryGetValue(context.Request.Path, out var document)) await context.Response.WriteAsync(document);
            else await context.Response.WriteAsync($"<!DOCTYPE html>\n<a href=\"{_server.Url(_link)}\">the file</a>");
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Dispose();
    }

    [Fact]
    public async Task RefreshAsync_Page_LeadsToTheFileAndAsksForItOnCondition()
    {
        var store = AzureStore();

        var first = await Refresh(store);
        var second = await Refresh(store);
        var nextRun = await Refresh(AzureStore());

        (first.Outcome, Count(first), first.Message).ShouldBe((FeedOutcome.Loaded, 4, null));
        (second.Outcome, nextRun.Outcome).ShouldBe((FeedOutcome.NotModified, FeedOutcome.NotModified));
        _server.Asked.ShouldBe(["/details.aspx - -", $"{First} - -", "/details.aspx - -", $"{First} \"same\" -", "/details.aspx - -", $"{First} \"same\" -"]);
        Directory.GetFiles(Cache).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RefreshAsync_PageNamesANewFile_AsksForItWithoutTheOldOnesTag()
    {
        var store = AzureStore();
        await Refresh(store);
        _link = Second;

        var update = await Refresh(store);

        update.Outcome.ShouldBe(FeedOutcome.Loaded);
        FeedSamples.Text(update.Feed!.Content).ShouldContain("13.65.0.0/16 westus");
        _server.Asked.Last().ShouldBe($"{Second} - -");
    }

    [Fact]
    public async Task RefreshAsync_FileItself_IsTakenAsEver()
    {
        var store = AzureStore();
        var source = Source with { Url = _server.Url(First) };

        (await store.RefreshAsync(source, accept: false, CancellationToken.None)).Outcome.ShouldBe(FeedOutcome.Loaded);
        (await store.RefreshAsync(source, accept: false, CancellationToken.None)).Outcome.ShouldBe(FeedOutcome.NotModified);

        _server.Asked.ShouldBe([$"{First} - -", $"{First} \"same\" -"]);
    }

    [Fact]
    public async Task RefreshAsync_PageOfAnotherType_IsNotFollowed()
    {
        var update = await AzureStore().RefreshAsync(Source with { Type = "aws" }, accept: false, CancellationToken.None);

        update.Outcome.ShouldBe(FeedOutcome.Refused);
        _server.Asked.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("https://download.microsoft.com/", "ServiceTags_Public_DATE.json")]
    [InlineData("http://127.0.0.1:1/", "http://127.0.0.1:1/")]
    public async Task RefreshAsync_PageThatNamesAnotherPlace_IsRefused(string documents, string part)
    {
        var update = await Refresh(Store(FeedLimits.Default with { AzureDocuments = new Uri(documents) }));

        update.Outcome.ShouldBe(FeedOutcome.Refused);
        update.Message.ShouldNotBeNull().ShouldContain("it is a page without a link to");
        update.Message.ShouldContain(part);
        _server.Asked.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RefreshAsync_LinkToAnotherPage_IsRefusedAndNotFollowedFurther()
    {
        _documents.Remove(First);

        (await Refresh(AzureStore())).Outcome.ShouldBe(FeedOutcome.Refused);

        _server.Asked.Count.ShouldBe(2);
    }

    private FeedStore AzureStore() => Store(FeedLimits.Default with { AzureDocuments = _server.Url("/") });

    private Task<FeedUpdate> Refresh(FeedStore store) => store.RefreshAsync(Source, accept: false, CancellationToken.None);
}
