using System.Net;
using Fairlead.Demo.Hosting;
using Fairlead.Demo.Images;
using Fairlead.Demo.Mirrors;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Demo.Mirrors;

public sealed class BlobMirrorTests : IAsyncLifetime
{
    private static readonly Blob Blob = Blob.Of("application/octet-stream", SeededContent.Of(1, 1000));
    private static readonly Digest Absent = Digest.Of("absent"u8);

    private BlobMirror _mirror = null!;
    private LoopbackClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _mirror = await BlobMirror.StartAsync([Blob], cancel: TestContext.Current.CancellationToken);
        _client = new LoopbackClient(_mirror.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _mirror.DisposeAsync();
    }

    [Fact]
    public async Task Get_BlobThatItHolds_IsTheContent()
    {
        using var response = await _client.GetAsync($"/containers/images/{Blob.Digest}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        response.Headers.ETag!.Tag.ShouldBe($"\"{Blob.Digest}\"");
        (await BodyAsync(response)).ShouldBe(Blob.Content.ToArray());
    }

    [Fact]
    public async Task Head_BlobThatItHolds_HasTheLengthAndNoBody()
    {
        using var response = await _client.HeadAsync(Path(Blob.Digest), range: "bytes=0-9");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(1000);
        (await BodyAsync(response)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=10-19", 10, 10)]
    [InlineData("bytes=990-", 990, 10)]
    [InlineData("bytes=990-5000", 990, 10)]
    [InlineData("bytes=-10", 990, 10)]
    [InlineData("bytes=-5000", 0, 1000)]
    public async Task Get_Range_IsThatPart(string range, int start, int length)
    {
        using var response = await _client.GetAsync(Path(Blob.Digest), range);
        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        response.Content.Headers.ContentLength.ShouldBe(length);
        response.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {start}-{start + length - 1}/1000");
        (await BodyAsync(response)).ShouldBe(Blob.Content.Slice(start, length).ToArray());
    }

    [Theory]
    [InlineData("bytes=1000-")]
    [InlineData("bytes=-0")]
    public async Task Get_RangeOutsideTheContent_Is416(string range)
    {
        using var response = await _client.GetAsync(Path(Blob.Digest), range);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */1000");
    }

    [Theory]
    [InlineData("bytes=0-9,20-29")]
    [InlineData("bytes=9-0")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("lines=0-9")]
    [InlineData("nonsense")]
    public async Task Get_RangesThatAreNotOneOfBytes_IsTheWholeContent(string range)
    {
        using var response = await _client.GetAsync(Path(Blob.Digest), range);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(1000);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.PartialContent)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task Get_RangeIfUnchanged_IsThePartOnlyOfThatContent(bool sameTag, HttpStatusCode expected)
    {
        var tag = $"\"{(sameTag ? Blob.Digest : Absent)}\"";
        using var response = await _client.SendAsync(HttpMethod.Get, Path(Blob.Digest), ("Range", "bytes=0-9"), ("If-Range", tag));
        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task Get_BlobThatItLacks_IsItsAbsentStatus(int status)
    {
        _mirror.AbsentStatus = status;
        foreach (var path in new[] { Path(Absent), "/containers/images/", "/containers/images/sha256:abc", "/", $"/other/{Blob.Digest}" })
            ((int)(await _client.GetAsync(path)).StatusCode).ShouldBe(status, path);
    }

    [Fact]
    public async Task Put_Anything_Is405()
    {
        using var response = await _client.SendAsync(HttpMethod.Put, Path(Blob.Digest));
        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
        _mirror.Counts.Gets.ShouldBe(0);
    }

    [Fact]
    public async Task AddRemove_WhileItRuns_ShowAtOnce()
    {
        _mirror.Remove(Blob.Digest).ShouldBeTrue();
        _mirror.Remove(Blob.Digest).ShouldBeFalse();
        (await _client.HeadAsync(Path(Blob.Digest))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _mirror.Add(Blob);
        (await _client.HeadAsync(Path(Blob.Digest))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Add_CorruptCopy_IsServedUnderTheDigestThatItLiesAbout()
    {
        _mirror.Add(Blob with { Content = "corrupt"u8.ToArray() });
        using var response = await _client.GetAsync(Path(Blob.Digest));
        (await BodyAsync(response)).ShouldBe("corrupt"u8.ToArray());
    }

    [Fact]
    public async Task Counts_HeadsAndGets_AreCountedByDigestWhetherHeldOrNot()
    {
        (await _client.HeadAsync(Path(Blob.Digest))).Dispose();
        (await _client.HeadAsync(Path(Blob.Digest))).Dispose();
        (await _client.HeadAsync(Path(Absent))).Dispose();
        (await _client.GetAsync(Path(Blob.Digest))).Dispose();
        (await _client.GetAsync("/")).Dispose();
        _mirror.Counts.HeadsOf(Blob.Digest).ShouldBe(2);
        _mirror.Counts.GetsOf(Blob.Digest).ShouldBe(1);
        _mirror.Counts.HeadsOf(Absent).ShouldBe(1);
        _mirror.Counts.GetsOf(Absent).ShouldBe(0);
        _mirror.Counts.Heads.ShouldBe(3);
        _mirror.Counts.Gets.ShouldBe(1);
        _mirror.Counts.Clear();
        _mirror.Counts.Heads.ShouldBe(0);
        _mirror.Counts.HeadsOf(Blob.Digest).ShouldBe(0);
    }

    [Fact]
    public async Task Requests_AfterAnswers_AreLogged()
    {
        (await _client.HeadAsync(Path(Blob.Digest))).Dispose();
        (await _client.GetAsync(Path(Blob.Digest), "bytes=0-9")).Dispose();
        (await _client.GetAsync(Path(Absent))).Dispose();
        _mirror.Requests.Snapshot().ShouldBe(
        [
            new LoggedRequest("HEAD", Path(Blob.Digest), 200),
            new LoggedRequest("GET", Path(Blob.Digest), 206),
            new LoggedRequest("GET", Path(Absent), 404),
        ]);
    }

    [Fact]
    public async Task StopAsync_ThenRestart_IsTheSameMirrorOnTheSamePort()
    {
        var url = _mirror.UrlOf(Blob.Digest);
        await _mirror.StopAsync();
        await Should.ThrowAsync<HttpRequestException>(() => _client.HeadAsync(Path(Blob.Digest)));
        await _mirror.RestartAsync(TestContext.Current.CancellationToken);
        _mirror.UrlOf(Blob.Digest).ShouldBe(url);
        (await _client.HeadAsync(Path(Blob.Digest))).StatusCode.ShouldBe(HttpStatusCode.OK);
        _mirror.Counts.HeadsOf(Blob.Digest).ShouldBe(1);
    }

    [Fact]
    public void UrlTemplate_WithTheDigestInIt_IsTheBlobsUrl() =>
        _mirror.UrlTemplate.Replace("{digest}", Blob.Digest.ToString()).ShouldBe(_mirror.UrlOf(Blob.Digest).ToString());

    private static string Path(Digest digest) => $"/containers/images/{digest}";

    private static Task<byte[]> BodyAsync(HttpResponseMessage response) =>
        response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
