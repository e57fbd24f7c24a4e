using Fairlead.Artifacts.Stores;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>Objects that are found, read and listed, and uploads that nobody completes.</summary>
public sealed class S3ReadTests : S3StoreTest
{
    [Fact]
    public async Task FindAsync_ServerDoesNotAnswer_IsAskedAgain()
    {
        Bucket.Add(Key, Bytes(3));
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        S3.Fault = _ => arrived.TrySetResult() ? new FakeS3Fault { Gate = new TaskCompletionSource().Task } : null;
        var finding = Store.FindAsync(Key, default);
        await arrived.Task;
        Time.Advance(TimeSpan.FromMinutes(1));
        await Time.ArmedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        Time.AdvanceToNext();
        (await finding)!.Size.ShouldBe(3);
    }

    [Fact]
    public async Task OpenAsync_ServerStopsSending_IsAskedForTheRestAfterTwoMinutes()
    {
        var content = Bytes(300_000);
        Bucket.Add(Key, content);
        var stalls = 1;
        S3.Fault = _ => stalls-- > 0 ? new FakeS3Fault { CutAfter = 100_000, Stalls = new TaskCompletionSource().Task } : null;
        await using var stream = (await Store.OpenAsync(Key, default))!;
        var read = new byte[content.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 100_000));
        var rest = stream.ReadExactlyAsync(read.AsMemory(100_000)).AsTask(); // waits for good
        await Time.ArmedAsync(TimeSpan.FromMinutes(2));
        Time.Advance(TimeSpan.FromMinutes(2));
        await Time.ArmedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        Time.AdvanceToNext();
        await rest;
        read.ShouldBe(content);
    }

    [Fact]
    public async Task RemoveLeftoversAsync_OldUploadsOfBlobs_AreAborted()
    {
        Bucket.AddUpload(Key, Time.GetUtcNow().AddHours(-25));
        var young = Bucket.AddUpload(Key, Time.GetUtcNow().AddHours(-23));
        var others = Bucket.AddUpload("backups/c", Time.GetUtcNow().AddDays(-9));
        var noBlob = Bucket.AddUpload("containers/images/c", Time.GetUtcNow().AddDays(-9));
        (await Store.RemoveLeftoversAsync(KeyTemplate.Default, default)).ShouldBe(1);
        Bucket.Uploads.Keys.Order().ShouldBe(new[] { young.Id, others.Id, noBlob.Id }.Order());
    }

    [Fact]
    public async Task RemoveLeftoversAsync_ServerWithoutUploads_HasNone()
    {
        S3.Fault = _ => FakeS3Fault.NotImplemented;
        (await Store.RemoveLeftoversAsync(KeyTemplate.Default, default)).ShouldBe(0);
    }

    [Fact]
    public async Task ListAsync_TornAccessKey_IsNoHeader()
    {
        await using var store = Open(S3.Url("mirror", "&profile=torn"));
        var failure = await Should.ThrowAsync<StoreException>(() => List(store, ""));
        failure.Message.ShouldContain("has a space or a line's end in it");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task ListAsync_ManyPages_IsEveryObjectBelowThePrefix()
    {
        S3.PageSize = 3;
        foreach (var i in Enumerable.Range(0, 10)) Bucket.Add($"a/b/k {i}+&<>\u00FC", Bytes(i));
        Bucket.Add("a/c", Bytes(1));
        Bucket.Add("b", Bytes(1));
        await using var store = Open(S3.Url("mirror").Replace("mirror?", "mirror/a?", StringComparison.Ordinal));
        var found = await List(store, "b/");
        found.Select(one => (one.Key, one.Size)).ShouldBe(Enumerable.Range(0, 10).Select(i => ($"b/k {i}+&<>\u00FC", (long)i)));
        found[0].ETag.ShouldBe(Bucket.Objects["a/b/k 0+&<>\u00FC"].ETag);
        S3.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task ListAsync_SlowDownTwice_IsTriedAgain()
    {
        Bucket.Add("k", Bytes(1));
        var faults = 2;
        S3.Fault = _ => faults-- > 0 ? FakeS3Fault.SlowDown : null;
        var listing = List(Store, "");
        await Time.ArmedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        Time.AdvanceToNext();
        await Time.ArmedAsync(TimeSpan.FromMilliseconds(200.01), TimeSpan.FromMilliseconds(400));
        Time.AdvanceToNext();
        (await listing).Count.ShouldBe(1);
    }

    [Fact]
    public async Task FindAsync_Object_HasItsSizeAndETag()
    {
        var there = Bucket.Add(Key, Bytes(7));
        (await Store.FindAsync(Key, default)).ShouldBe(new StoredObject(Key, 7, there.ETag, S3.Now));
        (await Store.FindAsync("none", default)).ShouldBeNull();
        await Store.RemoveAsync(Key, default);
        await Store.RemoveAsync(Key, default);
        (await Store.FindAsync(Key, default)).ShouldBeNull();
    }

    [Fact]
    public async Task OpenAsync_CutTwice_ResumesWhereItWas()
    {
        var content = Bytes(300_000);
        Bucket.Add(Key, content);
        var cuts = 2;
        S3.Fault = request => request.Method == "GET" && cuts-- > 0 ? new FakeS3Fault { CutAfter = 100_000 } : null;
        await using var store = Open(S3.Url("mirror"), time: TimeProvider.System);
        (await Read(store)).ShouldBe(content);
        S3.Requests.Count.ShouldBe(3);
        S3.Requests.Last().Headers["If-Match"].ShouldBe(Bucket.Objects[Key].ETag);
    }

    [Fact]
    public async Task OpenAsync_ReplacedWhileItIsRead_Fails()
    {
        Bucket.Add(Key, Bytes(300_000));
        S3.Fault = request =>
        {
            if (request.Headers.ContainsKey("Range")) Bucket.Add(Key, Bytes(300_001));
            return new FakeS3Fault { CutAfter = 100_000 };
        };
        await using var store = Open(S3.Url("mirror"), time: TimeProvider.System);
        (await Should.ThrowAsync<StoreException>(() => Read(store))).Message.ShouldContain("another object now");
    }

    [Fact]
    public async Task OpenAsync_None_IsNull() => (await Store.OpenAsync("none", default)).ShouldBeNull();

    [Fact]
    public async Task OpenAsync_PublicBucketAnonymously_SignsNothing()
    {
        Bucket.IsPublic = true;
        Bucket.Add(Key, Bytes(3));
        await using var store = Open(S3.Url("mirror", "&anonymous=true"));
        (await Read(store)).ShouldBe(Bytes(3));
        S3.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData(403, "AccessDenied", "s3:ListBucket")]
    [InlineData(404, "NoSuchBucket", "no such bucket")]
    [InlineData(403, "SignatureDoesNotMatch", "secret key")]
    [InlineData(403, "RequestTimeTooSkewed", "clock")]
    [InlineData(301, "PermanentRedirect", "?region=ap-other-1")]
    [InlineData(307, "", "redirects are not followed")]
    public async Task ListAsync_Refused_SaysTheRemedy(int status, string code, string remedy)
    {
        var headers = new Dictionary<string, string>();
        if (status == 301) headers["x-amz-bucket-region"] = "ap-other-1";
        S3.Fault = _ => new FakeS3Fault { Status = status, Code = code, Headers = headers };
        var failure = await Should.ThrowAsync<StoreException>(() => List(Store, ""));
        failure.Message.ShouldContain(remedy);
        failure.Message.ShouldContain("s3://mirror");
        failure.IsTransient.ShouldBeFalse();
        failure.ToString().ShouldNotContain(FakeS3.SecretKey);
    }

    [Fact]
    public async Task FindAsync_Forbidden_NamesThePermission()
    {
        S3.Fault = _ => FakeS3Fault.AccessDenied;
        (await Should.ThrowAsync<StoreException>(() => Store.FindAsync(Key, default))).Message.ShouldContain("s3:GetObject, and s3:ListBucket");
    }

    [Fact]
    public async Task ListAsync_NoSuchProfile_SaysHowToGiveCredentials()
    {
        await using var store = Open(S3.Url("mirror", "&profile=none-such"));
        (await Should.ThrowAsync<StoreException>(() => List(store, ""))).Message.ShouldContain("AWS_ACCESS_KEY_ID");
    }
}
