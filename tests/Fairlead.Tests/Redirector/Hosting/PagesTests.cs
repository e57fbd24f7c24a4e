using Fairlead.Tests.Support;

namespace Fairlead.Tests.Redirector.Hosting;

/// <summary>Settings of the whole policy: request rules 2, 7 and 12.</summary>
public sealed class PagesTests
{
    [Fact] // rule 2
    public async Task Pages_NotSet_Are404()
    {
        await using var server = await RunningRedirector.StartAsync();
        foreach (var target in new[] { "/", "/privacy" })
        {
            var answer = await server.GetAsync(target);
            (answer.Status, answer.Body, answer.Location).ShouldBe((404, "404\n", null));
        }
    }

    [Fact] // rule 12; the pages' redirect is rule 2's own
    public async Task RedirectStatus_302_IsThatOfEveryPull()
    {
        await using var server = await RunningRedirector.StartAsync(
            RunningRedirector.TwoMirrors + "\nredirectStatus: 302\npages: {info: \"https://info.example\"}\nartifacts: [{path: /kops/, host: files.example}]\n");
        (await server.GetAsync($"/v2/demo/hello/blobs/{RunningRedirector.Held.Digest}", RunningRedirector.InParis)).Status.ShouldBe(302);
        (await server.GetAsync("/v2/demo/hello/manifests/v1")).Status.ShouldBe(302);
        (await server.GetAsync("/kops/x")).Status.ShouldBe(302);
        (await server.GetAsync("/")).Status.ShouldBe(307);
        server.Log.ShouldBeQuiet();
    }

    [Fact] // rule 7
    public async Task TagPages_FollowedThroughUs_AreAllTags()
    {
        await using var server = await RunningRedirector.StartAsync("upstream: {registry: \"<upstream>\", repositoryPrefix: demo}\n");
        foreach (var tag in new[] { "v2", "v3", "v4", "v5" }) server.Content.Tag("demo/hello", tag, RunningRedirector.Image.Image.Index.Digest);
        using var http = new HttpClient { BaseAddress = server.Address };
        var tags = new List<string?>();
        for (var next = "/v2/hello/tags/list?n=2"; next is not null;)
        {
            using var page = await http.GetAsync(next, TestContext.Current.CancellationToken);
            using var json = System.Text.Json.JsonDocument.Parse(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            tags.AddRange(json.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
            next = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }
        tags.ShouldBe(["v1", "v2", "v3", "v4", "v5"]);
    }
}
