using System.Text;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class ListingTests
{
    private const string Repository = "team/app";

    private static readonly Image s_image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed: 1, layers: 1, layerSize: 1000).Build();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_InPages_HasAllTags()
    {
        await using var registry = await StartAsync("a", "b", "c");
        registry.Manners.Fail(
            Page("""{"name":"team/app","tags":["a"]}""", $"</v2/{Repository}/tags/list?n=1&last=a>; rel=\"next\""),
            Page("""{"name":"team/app","tags":["b","a"]}""", $"<http://{{host}}/v2/{Repository}/tags/list?n=100&last=b>; rel=\"next\""));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var listing = await clients.Of(registry.Host).ListAsync(Repository, Cancel);
        listing.ShouldNotBeNull().Tags.ShouldBe(["a", "b", "c"]);
        listing.Manifests.ShouldBeNull();
        listing.Children.ShouldBeEmpty();
        registry.Seen.Select(request => request.Target).ShouldBe(
            [$"/v2/{Repository}/tags/list", $"/v2/{Repository}/tags/list?n=1&last=a", $"/v2/{Repository}/tags/list?n=100&last=b"]);
    }

    [Theory]
    [InlineData("<http://example.org/v2/team/app/tags/list?last=a>; rel=\"next\"", "not of this registry")]
    [InlineData("<https://{host}/v2/team/app/tags/list?last=a>; rel=\"next\"", "not of this registry")]
    [InlineData("</elsewhere>; rel=\"next\"", "not of this registry")]
    [InlineData("<//example.org/v2/>; rel=\"next\"", "not of this registry")]
    [InlineData("</v2/team/app/tags/list>; rel=\"next\"", "in a circle")]
    public async Task List_NextPageElsewhereOrNowhere_IsRefused(string link, string problem)
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(Page("""{"tags":["a"]}""", link).Always);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        (await clients.Of(registry.Host).ListAsync(Repository, Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain(problem);
        registry.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task List_ThroughARedirector_AsksItForTheNextPageToo()
    {
        await using var registry = await StartAsync("a", "b");
        await using var redirector = await FakeRegistry.StartAsync();
        redirector.Manners.Guard(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"http://{registry.Host}{context.Request.Path}{context.Request.QueryString}";
            return Task.FromResult(false);
        });
        registry.Manners.Fail(Page("""{"tags":["a"]}""", $"</v2/{Repository}/tags/list?last=a>; rel=\"next\""));
        using var clients = new RegistryClients(redirector.Options, new HurriedTime());
        (await clients.Of(redirector.Host).ListAsync(Repository, Cancel))!.Tags.ShouldBe(["a", "b"]);
        redirector.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task List_NoTagsOrNoRepository_AreTwoThings()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(Page("""{"name":"team/app","tags":null}""", ""));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        (await clients.Of(registry.Host).ListAsync(Repository, Cancel)).ShouldNotBeNull().Tags.ShouldBeEmpty();
        (await clients.Of(registry.Host).ListAsync("other", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task List_Googles_HasManifestsAndChildren()
    {
        await using var registry = await StartAsync("v1", "v2");
        registry.Content.AddImage(Repository + "/sub/deep", "v1", s_image);
        GoogleListing.Of(registry);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        var listing = (await client.ListAsync(Repository, Cancel)).ShouldNotBeNull();
        listing.Children.ShouldBe(["sub"]);
        listing.Manifests.ShouldNotBeNull().Keys.ShouldBe(s_image.Manifests.Keys, ignoreOrder: true); // those of its platforms have no tag
        var (digest, manifest) = listing.Manifests.Where(entry => entry.Value.Tags.Count > 0).ShouldHaveSingleItem();
        digest.ShouldBe(s_image.Index.Digest);
        manifest.ImageSize.ShouldBe(s_image.Index.Size);
        manifest.MediaType.ShouldBe(OciMediaType.Index);
        manifest.Tags.Order().ShouldBe(["v1", "v2"]);
        manifest.Uploaded.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1456852800123));
        await Should.ThrowAsync<RegistryException>(async () => await client.ListRepositoriesAsync(Cancel).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("""{"tags":["../x"]}""", "is not a tag")]
    [InlineData("""{"tags":["a\r\nb"]}""", "'a b' is not a tag")]
    [InlineData("""{"child":["/x"]}""", "is not a repository's name")]
    [InlineData("""{"manifest":{"sha256:1":{}}}""", "is not a sha256 digest")]
    [InlineData("""{"manifest":{"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef":{"tag":["a b"]}}}""", "is not a tag")]
    [InlineData("""{"manifest":{"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef":7}}""", "no JSON object")]
    [InlineData("""{"tags":"a"}""", "no JSON array")]
    [InlineData("""{"tags":[1]}""", "can't be read")]
    [InlineData("""{"tags":["a"]""", "can't be read")]
    [InlineData("""[]""", "no JSON object")]
    [InlineData("", "can't be read")]
    [InlineData("<html>", "can't be read")]
    public async Task List_WhatNobodyShouldSend_IsRefused(string body, string problem)
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(Page(body, ""));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        (await clients.Of(registry.Host).ListAsync(Repository, Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain(problem);
    }

    [Fact]
    public void Add_SizesAndTimes_AreStringsOrNumbersOrNothing()
    {
        var reader = new ListingReader("x");
        const string entry = """{"imageSizeBytes":7,"timeUploadedMs":"99999999999999999","tag":null,"layerId":{"x":[1]}}""";
        reader.Add(Encoding.UTF8.GetBytes($"{{\"manifest\":{{\"{SampleDigest.Text}\":{entry}}}}}"));
        var manifest = reader.Listing.Manifests.ShouldNotBeNull()[Digest.Parse(SampleDigest.Text)];
        manifest.ImageSize.ShouldBe(7);
        manifest.Uploaded.ShouldBeNull();
        manifest.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task ListRepositories_InPages_AreAll()
    {
        await using var registry = await FakeRegistry.StartAsync();
        string[] names = [.. Enumerable.Range(0, 1350).Select(i => $"project-{i:D4}/image")];
        foreach (var name in names) registry.Content.AddBlob(name, s_image.Index);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        (await clients.Of(registry.Host).ListRepositoriesAsync(Cancel).ToListAsync(Cancel)).ShouldBe(names);
        registry.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public void Add_MoreNamesThanAreHeld_IsRefused()
    {
        var tags = new ListingReader("x", maxNames: 3);
        tags.Add("""{"tags":["a","b"]}"""u8);
        Should.Throw<RegistryException>(() => tags.Add("""{"tags":["b","c"]}"""u8)).Message.ShouldBe("x: more than 3 names are listed, which is more than is held; name the tags that are wanted");
        var catalog = new CatalogReader("x", maxNames: 3);
        catalog.Read("""{"repositories":["a","b"]}"""u8).ShouldBe(["a", "b"]);
        Should.Throw<RegistryException>(() => catalog.Read("""{"repositories":["c","d"]}"""u8)).Message.ShouldContain("more than 3 repositories are listed");
    }

    [Fact]
    public async Task Read_PagesThatAreTooLargeInAll_IsRefused()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(
            Page("""{"tags":["a"]}""", $"</v2/{Repository}/tags/list?last=a>; rel=\"next\""), Page("""{"tags":["b"]}""", $"</v2/{Repository}/tags/list?last=b>; rel=\"next\""));
        using var http = new RegistryHttp(registry.Options, new HurriedTime());
        var exchange = new RegistryExchange(RegistryOrigin.Of(registry.Host, registry.Options.PlainHttp), http);
        var request = new RegistryRequest(HttpMethod.Get, exchange.Url(RegistryPaths.Tags(registry.Host, Repository)), TokenScope.None);
        var e = await Should.ThrowAsync<RegistryException>(async () => await new PagedList(exchange, maxBytes: 20).ReadAsync(request, Cancel).CountAsync(Cancel));
        e.Message.ShouldContain("more than 20 bytes in all");
    }

    [Fact]
    public async Task FindReferrers_BehindARedirector_OneUpstreamWithoutTheApiSaysNothingOfTheOthers()
    {
        await using var with = await StartAsync("v1");
        with.Content.AddManifest(Repository, Referrer("one"));
        await using var without = await StartAsync("v1");
        without.Server.HasReferrers = false;
        await using var redirector = await FakeRegistry.StartAsync();
        redirector.Manners.Guard(context =>
        {
            var isOld = context.Request.Path.Value!.StartsWith("/v2/old/", StringComparison.Ordinal);
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"http://{(isOld ? without : with).Host}{context.Request.Path.Value.Replace("/old/", $"/{Repository}/", StringComparison.Ordinal)}";
            return Task.FromResult(false);
        });
        using var clients = new RegistryClients(redirector.Options, new HurriedTime());
        var client = clients.Of(redirector.Host);
        (await client.FindReferrersAsync("old", s_image.Index.Digest, Cancel)).ShouldBeNull();
        (await client.FindReferrersAsync(Repository, s_image.Index.Digest, Cancel)).ShouldNotBeNull().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ListRepositories_PagesThatAreTooLargeForTheRegistry_AreAskedForInItsOwnSize()
    {
        await using var registry = await StartAsync("v1");
        registry.Manners.Fail(RegistryFault.Status("GET", "/v2/_catalog", 400, body: """{"errors":[{"code":"PAGINATION_NUMBER_INVALID"}]}"""));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        (await clients.Of(registry.Host).ListRepositoriesAsync(Cancel).ToListAsync(Cancel)).ShouldBe([Repository]);
        registry.Seen.Select(request => request.Target).ShouldBe(["/v2/_catalog?n=1000", "/v2/_catalog"]);
    }

    [Fact]
    public async Task ListReferrers_WithTheApi_AreAll()
    {
        await using var registry = await StartAsync("v1");
        var (first, second) = (Referrer("one"), Referrer("two"));
        registry.Content.AddManifest(Repository, first);
        registry.Content.AddManifest(Repository, second);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        var referrers = await client.ListReferrersAsync(Repository, s_image.Index.Digest, Cancel);
        referrers.Select(referrer => referrer.Digest).ShouldBe([first.Digest, second.Digest], ignoreOrder: true);
        referrers.ShouldAllBe(referrer => referrer.ArtifactType == "application/vnd.example");
        (await client.ListReferrersAsync(Repository, first.Digest, Cancel)).ShouldBeEmpty();
        registry.Count("GET", "/manifests/").ShouldBe(0);
    }

    [Fact]
    public async Task ListReferrers_InPages_AreAll()
    {
        await using var registry = await StartAsync("v1");
        var one = Index(Referrer("one"));
        var path = $"/v2/{Repository}/referrers/{s_image.Index.Digest}";
        registry.Manners.Fail(RegistryFault.Answer("GET", "/referrers/", 200, one, ("Content-Type", OciMediaType.Index), ("Link", $"<{path}?last=1>; rel=\"next\"")),
            RegistryFault.Answer("GET", "/referrers/", 200, Index(Referrer("two")), ("Content-Type", OciMediaType.Index)));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        (await clients.Of(registry.Host).ListReferrersAsync(Repository, s_image.Index.Digest, Cancel)).Select(referrer => referrer.Digest)
            .ShouldBe([Referrer("one").Digest, Referrer("two").Digest]);
    }

    [Fact]
    public async Task ListReferrers_WithoutTheApi_AreThoseOfTheTag()
    {
        await using var registry = await StartAsync("v1");
        registry.Server.HasReferrers = false;
        var index = Blob.Of(OciMediaType.Index, Encoding.UTF8.GetBytes(Index(Referrer("one"))));
        registry.Content.AddManifest(Repository, index);
        registry.Content.Tag(Repository, $"sha256-{s_image.Index.Digest.Hex}", index.Digest);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        (await client.ListReferrersAsync(Repository, s_image.Index.Digest, Cancel)).ShouldHaveSingleItem().Digest.ShouldBe(Referrer("one").Digest);
        (await client.ListReferrersAsync(Repository, index.Digest, Cancel)).ShouldBeEmpty();
        registry.Count("GET", "/referrers/").ShouldBe(1); // it is remembered that there is no API
    }

    [Fact]
    public async Task ListReferrers_OfARepositoryThatIsNotThere_SaysNothingOfTheApi()
    {
        await using var registry = await StartAsync("v1");
        registry.Content.AddManifest(Repository, Referrer("one"));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        (await client.ListReferrersAsync("other", s_image.Index.Digest, Cancel)).ShouldBeEmpty();
        (await client.ListReferrersAsync(Repository, s_image.Index.Digest, Cancel)).ShouldHaveSingleItem();
    }

    private static Blob Referrer(string name) => Blob.Of(OciMediaType.Manifest, Encoding.UTF8.GetBytes($$$"""
        {"schemaVersion":2,"mediaType":"{{{OciMediaType.Manifest}}}","artifactType":"application/vnd.example",
        "config":{"mediaType":"{{{OciMediaType.Empty}}}","digest":"{{{Digest.Of("{}"u8)}}}","size":2},"layers":[],"annotations":{"name":"{{{name}}}"},
        "subject":{"mediaType":"{{{OciMediaType.Index}}}","digest":"{{{s_image.Index.Digest}}}","size":{{{s_image.Index.Size}}}}}
        """));

    private static string Index(Blob manifest) => $$"""
        {"schemaVersion":2,"mediaType":"{{OciMediaType.Index}}","manifests":[{"mediaType":"{{manifest.MediaType}}","digest":"{{manifest.Digest}}","size":{{manifest.Size}}}]}
        """;

    private static RegistryFault Page(string body, string link) =>
        RegistryFault.Answer("GET", "/tags/list", 200, body, ("Content-Type", "application/json"), ("Link", link));

    private static async Task<FakeRegistry> StartAsync(params string[] tags)
    {
        var content = new RegistryContent();
        foreach (var tag in tags) content.AddImage(Repository, tag, s_image);
        return await FakeRegistry.StartAsync(content);
    }
}
