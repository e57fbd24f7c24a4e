using Fairlead.Networks.Feeds;
using Microsoft.AspNetCore.Http;

namespace Fairlead.Tests.Networks.Feeds;

public sealed class FeedHttpTests
{
    [Fact]
    public async Task Create_Client_SaysWhoItIsKeepsNoCookieAndAsksForNoCompression()
    {
        await using var server = await FeedServer.StartAsync();
        using var http = FeedHttp.Create();
        var seen = new List<IHeaderDictionary>();
        server.Answer = context =>
        {
            seen.Add(new HeaderDictionary(context.Request.Headers.ToDictionary()));
            context.Response.Headers.SetCookie = "a=b";
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };

        for (var i = 0; i < 2; i++) (await http.GetAsync(server.Url("/"))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);

        seen.Count.ShouldBe(2);
        seen.ShouldAllBe(headers => headers.UserAgent.ToString().StartsWith("fairlead/", StringComparison.Ordinal));
        seen.ShouldAllBe(headers => headers.Cookie.Count == 0 && headers.AcceptEncoding.Count == 0);
    }
}
