using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>Against a fake that speaks as Cloud Storage's documentation says it does; the real one was never tried.</summary>
public sealed class GoogleStoreTests : IAsyncLifetime
{
    private static readonly byte[] s_content = [1, 2, 3];
    private FakeS3 _google = null!;
    private IBlobStore _store = null!;

    private FakeS3Bucket Bucket => _google.Buckets["bin_aries.example.org"];

    public async ValueTask InitializeAsync()
    {
        _google = await FakeS3.StartAsync("bin_aries.example.org");
        _google.IsGoogle = true;
        _store = Open(_google.GoogleUrl("bin_aries.example.org/v1"));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _google.DisposeAsync();
    }

    [Fact]
    public async Task Store_AllThatItDoes_IsSaidInGooglesDialectAlone()
    {
        (await Put("a b", s_content)).ShouldBe(PutOutcome.Written);
        (await ListAsync()).ShouldBe(["a b 3"]);
        (await _store.FindAsync("a b", default)).ShouldBe(new StoredObject("a b", 3, Bucket.Objects["v1/a b"].ETag, _google.Now));
        (await ReadAsync("a b")).ShouldBe(s_content);
        await _store.RemoveAsync("a b", default);
        (await _store.FindAsync("a b", default)).ShouldBeNull();
        (await _store.RemoveLeftoversAsync(KeyTemplate.Default, default)).ShouldBe(0);

        foreach (var request in _google.Requests)
        {
            request.Headers.Keys.ShouldNotContain(name => name.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase));
            request.Headers["Authorization"].ShouldContain("/auto/storage/goog4_request, ");
        }
        _google.Requests.First().Headers.Keys.ShouldNotContain("If-None-Match");
    }

    [Fact]
    public async Task PutAsync_OnlyIfAbsent_IsAConditionOnTheGeneration()
    {
        (await Put("a", s_content, options => options with { OnlyIfAbsent = true })).ShouldBe(PutOutcome.Written);
        _google.Requests.Last().Headers["x-goog-if-generation-match"].ShouldBe("0");
        (await Put("a", [9], options => options with { OnlyIfAbsent = true })).ShouldBe(PutOutcome.ConditionFailed);
        Bucket.Objects["v1/a"].Content.ShouldBe(s_content);
    }

    [Fact]
    public async Task PutAsync_OnlyIfETag_ReplacesThatVersionAlone()
    {
        await Put("a", s_content);
        var first = Bucket.Objects["v1/a"].ETag;
        (await Put("a", [4], options => options with { OnlyIfETag = first })).ShouldBe(PutOutcome.Written);
        (await Put("a", [5], options => options with { OnlyIfETag = first })).ShouldBe(PutOutcome.ConditionFailed);
        (await Put("b", [5], options => options with { OnlyIfETag = first })).ShouldBe(PutOutcome.ConditionFailed);
        Bucket.Objects["v1/a"].Content.ShouldBe([4]);
    }

    [Fact]
    public async Task PutAsync_OnlyIfETagAndAnotherIsQuicker_ChangesNothing()
    {
        await Put("a", s_content);
        var (first, isSecond) = (Bucket.Objects["v1/a"].ETag, false);
        _google.Fault = request =>
        {
            if (request.Method == "PUT" && !isSecond) Bucket.Put("v1/a", [7], null, null, "", "");
            isSecond |= request.Method == "PUT";
            return null;
        };
        (await Put("a", [4], options => options with { OnlyIfETag = first })).ShouldBe(PutOutcome.ConditionFailed);
        Bucket.Objects["v1/a"].Content.ShouldBe([7]);
    }

    [Fact]
    public async Task DescribeAsync_DigestThatWasKept_IsSaid()
    {
        await Put("a", s_content, options => options with { KeepsDigest = true });
        var facts = await _store.DescribeAsync("a", default);
        (facts!.Said, facts.Vouched, facts.ContentType).ShouldBe((Digest.Of(s_content), null, "text/plain"));
    }

    [Fact]
    public async Task OpenAsync_PackedObject_IsReadAsItIsStored()
    {
        Bucket.Objects["v1/a"] = Bucket.Add("v1/a", s_content) with { Unpacked = [1, 2, 3, 4, 5, 6] };
        (await ReadAsync("a")).ShouldBe(s_content);
        (await _store.FindAsync("a", default))!.Size.ShouldBe(3);
    }

    [Fact]
    public async Task FindAsync_NoRight_NamesGooglesPermission()
    {
        _google.Fault = _ => FakeS3Fault.AccessDenied;
        var failure = await Should.ThrowAsync<StoreException>(() => Put("a", s_content));
        failure.Message.ShouldStartWith("gs://bin_aries.example.org: putting v1/a failed");
        failure.Message.ShouldContain("storage.objects.create");
    }

    [Theory]
    [InlineData("gs://my-files", "https://storage.googleapis.com/my-files/a%20b")]
    [InlineData("gs://my.files/x?endpoint=http://127.0.0.1:1", "http://127.0.0.1:1/my.files/a%20b")]
    public void Endpoint_OfABucket_IsGooglesWhateverAwsIsToldOf(string url, string expected)
    {
        var address = Parse(url).Parts.Bucket!;
        var endpoint = S3Endpoint.Of(address, new S3Credentials(address, TimeProvider.System), name => name.StartsWith("AWS_ENDPOINT", StringComparison.Ordinal) ? "https://s3.example.org" : "eu-1");
        endpoint.Object("a b").AbsoluteUri.ShouldBe(expected);
        endpoint.Region.ShouldBe("auto");
    }

    [Theory]
    [InlineData("gs://b1x?region=eu", "there are endpoint, profile")]
    [InlineData("gs://b", "as in gs://my-mirror")]
    [InlineData("gs://key:hunter2@bucket", "credentials don't belong")]
    public void TryParse_Wrong_SaysWhatWouldBeRight(string text, string hint)
    {
        StoreUrl.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldContain(hint);
    }

    [Theory]
    [InlineData("gs://my-files", "s3://my-files", false, false)]
    [InlineData("gs://my-files/a", "gs://my-files/a/", true, true)]
    [InlineData("gs://my-files/a/b", "gs://my-files/a", false, true)]
    [InlineData("gs://my-files/ab", "gs://my-files/a", false, false)]
    [InlineData("gs://my-files", "s3://my-files?endpoint=https://storage.googleapis.com", true, true)]
    [InlineData("s3://my-files", "s3://my-files?endpoint=https://s3.eu-west-1.amazonaws.com", true, true)]
    [InlineData("s3://my-files?endpoint=http://s3.example.org", "s3://my-files?endpoint=https://s3.example.org", true, true)]
    [InlineData("s3://my-files", "s3://my-files?endpoint=https://amazonaws.com.example.org", false, false)]
    [InlineData("file:///srv/a", "file:///srv", false, true)]
    [InlineData("file:///srv/ab", "file:///srv/a", false, false)]
    public void Overlaps_PlacesInEachOther_Do(string one, string other, bool isSame, bool overlaps)
    {
        Parse(one).IsSamePlaceAs(Parse(other)).ShouldBe(isSame);
        Parse(one).Overlaps(Parse(other)).ShouldBe(overlaps);
        Parse(other).Overlaps(Parse(one)).ShouldBe(overlaps);
    }

    [Fact]
    public void Overlaps_FoldersThroughSymbolicLinks_AreWhereTheyReallyAre()
    {
        var folder = Directory.CreateTempSubdirectory("fairlead-links-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "real/sub"));
            Directory.CreateSymbolicLink(Path.Combine(folder, "absolute"), Path.Combine(folder, "real"));
            Directory.CreateSymbolicLink(Path.Combine(folder, "relative"), "absolute/./sub/..");
            Directory.CreateSymbolicLink(Path.Combine(folder, "round"), "round");
            Parse($"file://{folder}/absolute").IsSamePlaceAs(Parse($"file://{folder}/real")).ShouldBeTrue();
            Parse($"file://{folder}/relative/sub/new").Overlaps(Parse($"file://{folder}/real/sub")).ShouldBeTrue();
            Parse($"file://{folder}/relative").Identity("a").ShouldBe(Parse($"file://{folder}/real").Identity("a"));
            Parse($"file://{folder}/round").Overlaps(Parse($"file://{folder}/real")).ShouldBeFalse();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task PutAsync_ServerThatImplementsNothing_IsAFailureAndNoEndlessLoop()
    {
        _google.Fault = request => request.Method == "PUT" ? FakeS3Fault.NotImplemented : null;
        (await Should.ThrowAsync<StoreException>(() => Put("a", s_content, options => options with { OnlyIfAbsent = true }))).Message.ShouldContain("NotImplemented");
        _google.Requests.Count(request => request.Method == "PUT").ShouldBe(1);
    }

    private static StoreUrl Parse(string text) => StoreUrl.TryParse(text, out var url, out var problem) ? url : throw new FormatException(problem);

    private static IBlobStore Open(string url) => Parse(url).Open(TimeProvider.System);

    private Task<PutOutcome> Put(string key, byte[] content, Func<PutOptions, PutOptions>? with = null)
    {
        var options = new PutOptions(content.Length, Digest.Of(content), "text/plain", null);
        return _store.PutAsync(key, new MemoryStream(content), with?.Invoke(options) ?? options, default);
    }

    private async Task<List<string>> ListAsync()
    {
        var found = new List<string>();
        await foreach (var one in _store.ListAsync("", default)) found.Add($"{one.Key} {one.Size}");
        return found;
    }

    private async Task<byte[]> ReadAsync(string key)
    {
        await using var stream = (await _store.OpenAsync(key, default))!;
        var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
