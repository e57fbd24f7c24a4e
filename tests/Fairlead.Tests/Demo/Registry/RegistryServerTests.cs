using System.Net;
using System.Text.Json;
using Fairlead.Demo.Behaviours;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Demo.Registry;

public sealed class RegistryServerTests : IAsyncLifetime
{
    private const string Repository = "group/sub/hello";
    private static readonly Image Image = DemoImage.Create().Image;
    private static readonly Digest Nothing = Digest.Of("nothing"u8);

    private readonly RegistryContent _content = new();
    private RegistryServer _registry = null!;
    private LoopbackClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _content.AddImage(Repository, "v1", Image);
        _registry = await RegistryServer.StartAsync(_content, cancel: TestContext.Current.CancellationToken);
        _client = new LoopbackClient(_registry.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _registry.DisposeAsync();
    }

    [Theory]
    [InlineData("/v2/")]
    [InlineData("/v2")]
    public async Task Base_Get_SaysThatThisIsARegistry(string path)
    {
        using var response = await _client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(response, "Docker-Distribution-Api-Version").ShouldBe("registry/2.0");
        (await BodyAsync(response)).ShouldBe("{}"u8.ToArray());
    }

    [Fact]
    public async Task Manifest_ByTag_IsTheIndexWithItsHeaders()
    {
        using var response = await _client.GetAsync($"/v2/{Repository}/manifests/v1");
        await ShouldBeAsync(response, Image.Index, OciMediaType.Index);
    }

    [Fact]
    public async Task Manifest_ByDigest_IsThatManifest()
    {
        var manifest = Image.For(Platform.LinuxArm64).Manifest;
        using var response = await _client.GetAsync($"/v2/{Repository}/manifests/{manifest.Digest}");
        await ShouldBeAsync(response, manifest, OciMediaType.Manifest);
    }

    [Fact]
    public async Task Manifest_Head_HasTheHeadersAndNoBody()
    {
        using var response = await _client.HeadAsync($"/v2/{Repository}/manifests/v1");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(Image.Index.Size);
        response.Content.Headers.ContentType!.ToString().ShouldBe(OciMediaType.Index);
        Header(response, "Docker-Content-Digest").ShouldBe(Image.Index.Digest.ToString());
        (await BodyAsync(response)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Manifest_OfATagThatMoved_IsTheNewOne()
    {
        var manifest = Image.For(Platform.LinuxAmd64).Manifest;
        _content.Tag(Repository, "v1", manifest.Digest);
        using var response = await _client.GetAsync($"/v2/{Repository}/manifests/v1");
        await ShouldBeAsync(response, manifest, OciMediaType.Manifest);
    }

    [Fact]
    public async Task Blob_Get_IsTheContentWithItsHeaders()
    {
        foreach (var blob in Image.Blobs.Values)
        {
            using var response = await _client.GetAsync($"/v2/{Repository}/blobs/{blob.Digest}");
            await ShouldBeAsync(response, blob, "application/octet-stream");
            response.Headers.AcceptRanges.ShouldBe(["bytes"]);
        }
    }

    [Fact]
    public async Task Blob_DigestWithAnEncodedColon_IsTheContent()
    {
        var blob = Image.Blobs.Values.First();
        using var response = await _client.GetAsync($"/v2/{Repository}/blobs/sha256%3A{blob.Digest.Hex}");
        await ShouldBeAsync(response, blob, "application/octet-stream");
    }

    [Fact]
    public async Task Blob_Head_HasTheLengthAndNoBody()
    {
        var blob = Image.Blobs.Values.First();
        using var response = await _client.HeadAsync($"/v2/{Repository}/blobs/{blob.Digest}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(blob.Size);
        (await BodyAsync(response)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Blob_Range_IsThatPart()
    {
        var blob = DemoImage.Create().SharedLayer.Blob;
        using var response = await _client.GetAsync($"/v2/{Repository}/blobs/{blob.Digest}", "bytes=1000-1999");
        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        response.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes 1000-1999/{blob.Size}");
        (await BodyAsync(response)).ShouldBe(blob.Content[1000..2000].ToArray());
    }

    [Fact]
    public async Task Tags_NoPaging_AreAllInOrder()
    {
        Tag("b", "A", "a", "c");
        using var response = await _client.GetAsync($"/v2/{Repository}/tags/list");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Headers.Contains("Link").ShouldBeFalse();
        using var json = JsonDocument.Parse(await BodyAsync(response));
        json.RootElement.GetProperty("name").GetString().ShouldBe(Repository);
        TagsOf(json).ShouldBe(["A", "a", "b", "c", "v1"]);
    }

    [Fact]
    public async Task Tags_FollowingTheLinks_AreEachThereOnce()
    {
        Tag("a", "b", "c", "d");
        var tags = new List<string>();
        var pages = 0;
        for (var next = $"/v2/{Repository}/tags/list?n=2"; next is not null; pages++)
        {
            using var response = await _client.GetAsync(next);
            using var json = JsonDocument.Parse(await BodyAsync(response));
            tags.AddRange(TagsOf(json));
            next = NextPage(response);
        }
        tags.ShouldBe(["a", "b", "c", "d", "v1"]);
        pages.ShouldBe(3);
    }

    [Fact]
    public async Task Referrers_OfAnything_IsAnEmptyIndex()
    {
        using var response = await _client.GetAsync($"/v2/{Repository}/referrers/{Image.Index.Digest}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(OciMediaType.Index);
        using var json = JsonDocument.Parse(await BodyAsync(response));
        json.RootElement.GetProperty("manifests").GetArrayLength().ShouldBe(0);
    }

    public static TheoryData<string, int, string> Refusals => new()
    {
        { $"/v2/{Repository}/manifests/v2", 404, "MANIFEST_UNKNOWN" },
        { $"/v2/{Repository}/manifests/{Nothing}", 404, "MANIFEST_UNKNOWN" },
        { $"/v2/{Repository}/manifests/sha256:abc", 400, "DIGEST_INVALID" },
        { $"/v2/{Repository}/blobs/{Nothing}", 404, "BLOB_UNKNOWN" },
        { $"/v2/{Repository}/blobs/{Image.Index.Digest}", 404, "BLOB_UNKNOWN" },
        { $"/v2/{Repository}/blobs/latest", 400, "DIGEST_INVALID" },
        { $"/v2/{Repository}/referrers/latest", 400, "DIGEST_INVALID" },
        { $"/v2/{Repository}/tags/list?n=x", 400, "PAGINATION_NUMBER_INVALID" },
        { $"/v2/{Repository}/tags/list?n=-1", 400, "PAGINATION_NUMBER_INVALID" },
        { "/v2/other/manifests/v1", 404, "NAME_UNKNOWN" },
        { "/v2/other/tags/list", 404, "NAME_UNKNOWN" },
        { "/v2/Upper/tags/list", 400, "NAME_INVALID" },
        { "/v2/_other", 404, "UNSUPPORTED" },
        { "/v2/tags/list", 404, "UNSUPPORTED" },
        { $"/v2/{Repository}/tags/other", 404, "UNSUPPORTED" },
        { "/", 404, "UNSUPPORTED" },
        { "/v1/search", 404, "UNSUPPORTED" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Anything_NotThere_IsRefusedInTheOciForm(string path, int status, string code)
    {
        using var response = await _client.GetAsync(path);
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var json = JsonDocument.Parse(await BodyAsync(response));
        var error = json.RootElement.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();

        using var head = await _client.HeadAsync(path);
        ((int)head.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Anything_Post_Is405()
    {
        using var response = await _client.SendAsync(HttpMethod.Post, $"/v2/{Repository}/blobs/uploads/");
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    public async Task Content_Removed_IsGone()
    {
        var config = Image.For(Platform.LinuxAmd64).Config;
        _content.RemoveBlob(Repository, config.Digest).ShouldBeTrue();
        _content.RemoveBlob(Repository, config.Digest).ShouldBeFalse();
        _content.RemoveManifest(Repository, Image.Index.Digest).ShouldBeTrue();
        _content.RemoveManifest("never/seen", Image.Index.Digest).ShouldBeFalse();
        (await _client.GetAsync($"/v2/{Repository}/blobs/{config.Digest}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _client.GetAsync($"/v2/{Repository}/manifests/v1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _client.GetAsync("/v2/never/seen/tags/list")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Hello", "v1")]
    [InlineData("hello", "")]
    [InlineData("hello", ".v1")]
    [InlineData("hello", "v1/2")]
    public void Content_NameOrTagOutsideTheGrammar_IsRefused(string repository, string tag) =>
        Should.Throw<ArgumentException>(() => _content.AddImage(repository, tag, Image));

    [Fact]
    public async Task Behaviour_Status_IsTheAnswerUntilItIsNormalAgain()
    {
        _registry.Behaviour = Behaviour.Status(503);
        (await _client.GetAsync("/v2/")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _registry.Behaviour = Behaviour.Normal;
        (await _client.GetAsync("/v2/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_AfterAnswers_AreLoggedAsTheyCame()
    {
        (await _client.HeadAsync($"/v2/{Repository}/manifests/v1")).Dispose();
        (await _client.GetAsync($"/v2/{Repository}/tags/list?n=1&last=%2B")).Dispose();
        (await _client.GetAsync("/v2/none/tags/list")).Dispose();
        _registry.Requests.Total.ShouldBe(3);
        _registry.Requests.Snapshot().ShouldBe(
        [
            new LoggedRequest("HEAD", $"/v2/{Repository}/manifests/v1", 200),
            new LoggedRequest("GET", $"/v2/{Repository}/tags/list?n=1&last=%2B", 200),
            new LoggedRequest("GET", "/v2/none/tags/list", 404),
        ]);
    }

    [Fact]
    public async Task StopAsync_ThenRestart_ServesWhatItDid()
    {
        await _registry.StopAsync();
        await Should.ThrowAsync<HttpRequestException>(() => _client.GetAsync("/v2/"));
        await _registry.RestartAsync(TestContext.Current.CancellationToken);
        using var response = await _client.GetAsync($"/v2/{Repository}/manifests/v1");
        await ShouldBeAsync(response, Image.Index, OciMediaType.Index);
    }

    private void Tag(params string[] tags)
    {
        foreach (var tag in tags) _content.Tag(Repository, tag, Image.Index.Digest);
    }

    private static IEnumerable<string> TagsOf(JsonDocument json) =>
        json.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!);

    /// <summary>The target of the Link header, relation and all (RFC 8288).</summary>
    private static string? NextPage(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links)) return null;
        var link = links.Single();
        link.ShouldStartWith("</");
        link.ShouldEndWith(">; rel=\"next\"");
        return link[1..link.IndexOf('>')];
    }

    private static async Task ShouldBeAsync(HttpResponseMessage response, Blob blob, string contentType)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe(contentType);
        response.Content.Headers.ContentLength.ShouldBe(blob.Size);
        response.Headers.ETag!.Tag.ShouldBe($"\"{blob.Digest}\"");
        Header(response, "Docker-Content-Digest").ShouldBe(blob.Digest.ToString());
        Digest.Of(await BodyAsync(response)).ShouldBe(blob.Digest);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static Task<byte[]> BodyAsync(HttpResponseMessage response) =>
        response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
