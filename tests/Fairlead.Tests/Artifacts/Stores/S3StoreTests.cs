using System.Net.Sockets;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class S3StoreTests : IAsyncLifetime
{
    private const string Key = "containers/images/" + SampleDigest.Text;
    private readonly ManualTime _time = new();
    private FakeS3 _s3 = null!;
    private S3Store _store = null!;

    private FakeS3Bucket Bucket => _s3.Buckets["mirror"];

    public async ValueTask InitializeAsync()
    {
        _s3 = await FakeS3.StartAsync("mirror");
        _store = Open(_s3.Url("mirror"));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _s3.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(3_000_000)]
    public async Task PutAsync_Content_IsStreamedWholeWithItsDigest(int size)
    {
        var content = Bytes(size);
        (await Put(Key, content)).ShouldBe(PutOutcome.Written);
        var put = _s3.Requests.ShouldHaveSingleItem();
        put.Headers["x-amz-content-sha256"].ShouldBe(Digest.Of(content).Hex);
        put.Headers["x-amz-checksum-sha256"].ShouldBe(Convert.ToBase64String(Convert.FromHexString(Digest.Of(content).Hex)));
        put.Headers["Content-Length"].ShouldBe($"{size}");
        put.Headers.Keys.ShouldNotContain("Content-Encoding");
        put.Headers.ContainsKey("Expect").ShouldBe(size > 1_000_000);
        var found = Bucket.Objects[Key];
        found.Content.ShouldBe(content);
        (found.ContentType, found.CacheControl).ShouldBe(("application/octet-stream", "public, max-age=1"));
    }

    [Fact]
    public async Task PutAsync_WrongDigest_IsRefusedByTheServer()
    {
        var failure = await Should.ThrowAsync<StoreException>(() => _store.PutAsync(Key, new TricklingStream(Bytes(9)), Options(9, default), default));
        failure.Message.ShouldContain("XAmzContentSHA256Mismatch");
        failure.IsTransient.ShouldBeTrue();
        Bucket.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(2_000_000)]
    public async Task PutAsync_ContentThatThrowsAtItsEnd_LeavesNothing(int size)
    {
        var content = Bytes(size);
        var wrong = new InvalidDataException("wrong digest");
        var thrown = await Should.ThrowAsync<InvalidDataException>(() => _store.PutAsync(Key, new BrokenStream(content, wrong), Options(size, Digest.Of(content)), default));
        thrown.ShouldBeSameAs(wrong);
        Bucket.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task PutAsync_ContentOfOtherSize_LeavesNothing(int said)
    {
        var failure = await Should.ThrowAsync<StoreException>(() => _store.PutAsync(Key, new TricklingStream(Bytes(5)), Options(said, Digest.Of(Bytes(5))), default));
        failure.IsTransient.ShouldBeFalse();
        Bucket.Objects.ShouldBeEmpty();
    }

    [Fact]
    public void IsNoAnswer_ConnectionResetWhileItWasMade_True() =>
        // Which of two moments a reset falls into can't be chosen on a real socket: one throws this, bare, out of the HTTP client.
        S3Client.IsNoAnswer(new SocketException((int)SocketError.NotConnected), CancellationToken.None).ShouldBeTrue();

    [Fact]
    public async Task PutAsync_OnlyIfAbsentAndThere_LeavesTheOld()
    {
        (await Put(Key, Bytes(5), onlyIfAbsent: true)).ShouldBe(PutOutcome.Written);
        (await Put(Key, Bytes(6), onlyIfAbsent: true)).ShouldBe(PutOutcome.ConditionFailed);
        Bucket.Objects[Key].Content.Length.ShouldBe(5);
    }

    [Fact]
    public async Task PutAsync_OnlyIfETag_ReplacesThatOneOnly()
    {
        var old = Bucket.Add(Key, Bytes(5));
        var options = Options(6, Digest.Of(Bytes(6)));
        (await _store.PutAsync(Key, new TricklingStream(Bytes(6)), options with { OnlyIfETag = "\"another\"" }, default)).ShouldBe(PutOutcome.ConditionFailed);
        (await _store.PutAsync(Key, new TricklingStream(Bytes(6)), options with { OnlyIfETag = old.ETag }, default)).ShouldBe(PutOutcome.Written);
    }

    [Fact]
    public async Task PutAsync_ServerWantsETagsWithoutQuotes_IsFoundOut()
    {
        _s3.ComparesBareETags = true;
        var old = Bucket.Add(Key, Bytes(5));
        var options = Options(2_000, Digest.Of(Bytes(2_000)));
        (await _store.PutAsync(Key, new TricklingStream(Bytes(2_000)), options with { OnlyIfETag = "\"another\"" }, default)).ShouldBe(PutOutcome.ConditionFailed);
        (await _store.PutAsync(Key, new TricklingStream(Bytes(2_000)), options with { OnlyIfETag = old.ETag }, default)).ShouldBe(PutOutcome.Written);
        (await _store.PutAsync(Key, new TricklingStream(Bytes(2_000)), options with { OnlyIfETag = old.ETag }, default)).ShouldBe(PutOutcome.ConditionFailed);
    }

    [Fact]
    public async Task PutAsync_ServerKnowsNoConditions_PutsWithoutFromThenOn()
    {
        _s3.KnowsConditions = false;
        // Of very small bodies HttpClient sends what it was refused, and their first put is for the caller to try again.
        (await Put(Key, Bytes(2_000), onlyIfAbsent: true)).ShouldBe(PutOutcome.Written);
        (await Put("k", Bytes(6), onlyIfAbsent: true)).ShouldBe(PutOutcome.Written);
        _s3.Requests.Select(put => put.Headers.ContainsKey("If-None-Match")).ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task PutAsync_ServerRefusesAfterTheBodyWhichCanBeSoughtIn_SendsItAgain()
    {
        _s3.KnowsChecksums = false; // of very small bodies HttpClient sends what it was refused
        (await _store.PutAsync(Key, new MemoryStream(Bytes(5)), Options(5, Digest.Of(Bytes(5))), default)).ShouldBe(PutOutcome.Written);
        Bucket.Objects[Key].Content.ShouldBe(Bytes(5));
    }

    [Fact]
    public async Task PutAsync_ServerKnowsNoChecksums_SucceedsAtTheNextTry()
    {
        _s3.KnowsChecksums = false;
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(5)))).IsTransient.ShouldBeTrue();
        (await Put(Key, Bytes(5))).ShouldBe(PutOutcome.Written);
    }

    [Fact]
    public async Task PutAsync_SlowDown_IsLeftToTheCaller()
    {
        _s3.Fault = _ => FakeS3Fault.SlowDown;
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(5)))).IsTransient.ShouldBeTrue();
        _s3.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task PutAsync_CutInTheMiddle_IsTransientAndLeavesNothing()
    {
        _s3.Fault = _ => new FakeS3Fault { CutAfter = 100_000 };
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(5_000_000)))).IsTransient.ShouldBeTrue();
        Bucket.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_AboveTheThreshold_GoesInPartsWithTheirOwnChecksums()
    {
        await using var store = Open(_s3.Url("mirror"), largestPut: 1000, partBytes: 400);
        var content = Bytes(1001);
        (await Put(Key, content, onlyIfAbsent: true, store: store)).ShouldBe(PutOutcome.Written);
        Bucket.Objects[Key].Content.ShouldBe(content);
        Bucket.Objects[Key].CacheControl.ShouldBe("public, max-age=1");
        Bucket.Uploads.ShouldBeEmpty();
        var part = $"PUT {Key}?uploadId&partNumber";
        _s3.Requests.Select(request => $"{request}").ShouldBe([$"POST {Key}?uploads", part, part, part, $"POST {Key}?uploadId"]);
        _s3.Requests.Count(request => request.Headers.ContainsKey("x-amz-checksum-sha256")).ShouldBe(3);
        (await Put(Key, content, onlyIfAbsent: true, store: store)).ShouldBe(PutOutcome.ConditionFailed);
        Bucket.Uploads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task PutAsync_PartsAndServerKnowsLess_DoesWithout(bool knowsConditions, bool knowsChecksums)
    {
        (_s3.KnowsConditions, _s3.KnowsChecksums) = (knowsConditions, knowsChecksums);
        await using var store = Open(_s3.Url("mirror"), largestPut: 1000, partBytes: 400);
        (await Put(Key, Bytes(1001), onlyIfAbsent: true, store: store)).ShouldBe(PutOutcome.Written);
        Bucket.Objects[Key].Content.ShouldBe(Bytes(1001));
    }

    [Fact]
    public async Task PutAsync_PartsOfAContentThatThrowsAtItsEnd_AbortsTheUpload()
    {
        await using var store = Open(_s3.Url("mirror"), largestPut: 1000, partBytes: 400);
        var options = Options(1001, Digest.Of(Bytes(1001)));
        await Should.ThrowAsync<InvalidDataException>(() => store.PutAsync(Key, new BrokenStream(Bytes(1001), new InvalidDataException()), options, default));
        (Bucket.Objects.Count, Bucket.Uploads.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task PutAsync_PartsCancelled_AbortsTheUpload()
    {
        await using var store = Open(_s3.Url("mirror"), largestPut: 1000, partBytes: 400);
        using var cancel = new CancellationTokenSource();
        var content = new GatedStream(new TaskCompletionSource().Task, Bytes(1001));
        var put = store.PutAsync(Key, content, Options(1001, default), cancel.Token);
        await content.Asked; // the upload has begun, and its id is known here too
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => put);
        Bucket.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_MoreInPartsAtOnceThanMemoryIsFor_WaitTheirTurn()
    {
        await using var store = Open(_s3.Url("mirror"), largestPut: 1000, partBytes: 400);
        var gate = new TaskCompletionSource();
        var contents = Enumerable.Range(0, S3Multipart.MaxAtOnce + 1).Select(_ => new GatedStream(gate.Task, Bytes(1001))).ToArray();
        var puts = contents.Take(S3Multipart.MaxAtOnce).Select((content, i) => store.PutAsync($"{Key}{i}", content, Options(1001, default), default)).ToList();
        await Task.WhenAll(contents.Take(S3Multipart.MaxAtOnce).Select(content => content.Asked));
        puts.Add(store.PutAsync(Key, contents[^1], Options(1001, default), default));
        for (var i = 0; i < 20; i++) await store.FindAsync(Key, default); // long enough for it to begin, were it let
        contents[^1].Asked.IsCompleted.ShouldBeFalse();
        Bucket.Uploads.Count.ShouldBe(S3Multipart.MaxAtOnce);
        gate.SetResult();
        (await Task.WhenAll(puts)).ShouldAllBe(outcome => outcome == PutOutcome.Written);
    }

    [Fact]
    public async Task PutAsync_MoreThanPartsCanHold_IsRefusedBeforeItBegins()
    {
        await using var store = Open(_s3.Url("mirror"), largestPut: 1000, partBytes: 400);
        var failure = await Should.ThrowAsync<StoreException>(() => store.PutAsync(Key, new MemoryStream(), Options(4_000_001, default), default));
        failure.IsTransient.ShouldBeFalse();
        failure.Message.ShouldContain("4000000 is the most");
        _s3.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_PartsCompletedWithAnErrorAfter200_Fails()
    {
        await using var store = Open(_s3.Url("mirror"), largestPut: 1000, partBytes: 400);
        _s3.Fault = request => request is { Method: "POST" } && request.Query.ContainsKey("uploadId") ? new FakeS3Fault { LateCode = "InternalError" } : null;
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(1001), store: store))).IsTransient.ShouldBeTrue();
        (Bucket.Objects.Count, Bucket.Uploads.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task PutAsync_OnlyIfETagOfAnObjectThatIsGone_IsAFailedCondition() =>
        (await _store.PutAsync(Key, new TricklingStream(Bytes(6)), Options(6, Digest.Of(Bytes(6))) with { OnlyIfETag = "\"gone\"" }, default)).ShouldBe(PutOutcome.ConditionFailed);

    [Fact]
    public async Task PutAsync_ServerDoesNotAnswer_IsGivenUpAfterTwoMinutes()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _s3.Fault = _ =>
        {
            arrived.TrySetResult();
            return new FakeS3Fault { Gate = new TaskCompletionSource().Task };
        };
        var put = Put(Key, Bytes(5));
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(119));
        put.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2));
        var failure = await Should.ThrowAsync<StoreException>(() => put);
        (failure.IsTransient, failure.Message).ShouldBe((true, $"s3://mirror: putting {Key} failed at {_s3.Address.GetLeftPart(UriPartial.Authority)}: the server did not answer in time"));
    }

    [Fact]
    public async Task PutAsync_SlowContent_IsWaitedFor()
    {
        var gate = new TaskCompletionSource();
        var content = new GatedStream(gate.Task, Bytes(5));
        var put = _store.PutAsync(Key, content, Options(5, Digest.Of(Bytes(5))), default);
        await content.Asked;
        _time.Advance(TimeSpan.FromHours(1));
        gate.SetResult();
        (await put).ShouldBe(PutOutcome.Written);
    }

    [Fact]
    public async Task FindAsync_ServerDoesNotAnswer_IsAskedAgain()
    {
        Bucket.Add(Key, Bytes(3));
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _s3.Fault = _ => arrived.TrySetResult() ? new FakeS3Fault { Gate = new TaskCompletionSource().Task } : null;
        var finding = _store.FindAsync(Key, default);
        await arrived.Task;
        _time.Advance(TimeSpan.FromMinutes(1));
        await _time.ArmedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        _time.AdvanceToNext();
        (await finding)!.Size.ShouldBe(3);
    }

    [Fact]
    public async Task OpenAsync_ServerStopsSending_IsAskedForTheRestAfterTwoMinutes()
    {
        var content = Bytes(300_000);
        Bucket.Add(Key, content);
        var stalls = 1;
        _s3.Fault = _ => stalls-- > 0 ? new FakeS3Fault { CutAfter = 100_000, Stalls = new TaskCompletionSource().Task } : null;
        await using var stream = (await _store.OpenAsync(Key, default))!;
        var read = new byte[content.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 100_000));
        var rest = stream.ReadExactlyAsync(read.AsMemory(100_000)).AsTask(); // waits for good
        await _time.ArmedAsync(TimeSpan.FromMinutes(2));
        _time.Advance(TimeSpan.FromMinutes(2));
        await _time.ArmedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        _time.AdvanceToNext();
        await rest;
        read.ShouldBe(content);
    }

    [Fact]
    public async Task RemoveLeftoversAsync_OldUploadsOfBlobs_AreAborted()
    {
        Bucket.AddUpload(Key, _time.GetUtcNow().AddHours(-25));
        var young = Bucket.AddUpload(Key, _time.GetUtcNow().AddHours(-23));
        var others = Bucket.AddUpload("backups/c", _time.GetUtcNow().AddDays(-9));
        var noBlob = Bucket.AddUpload("containers/images/c", _time.GetUtcNow().AddDays(-9));
        (await _store.RemoveLeftoversAsync(KeyTemplate.Default, default)).ShouldBe(1);
        Bucket.Uploads.Keys.Order().ShouldBe(new[] { young.Id, others.Id, noBlob.Id }.Order());
    }

    [Fact]
    public async Task RemoveLeftoversAsync_ServerWithoutUploads_HasNone()
    {
        _s3.Fault = _ => FakeS3Fault.NotImplemented;
        (await _store.RemoveLeftoversAsync(KeyTemplate.Default, default)).ShouldBe(0);
    }

    [Fact]
    public async Task ListAsync_TornAccessKey_IsNoHeader()
    {
        await using var store = Open(_s3.Url("mirror", "&profile=torn"));
        var failure = await Should.ThrowAsync<StoreException>(() => List(store, ""));
        failure.Message.ShouldContain("has a space or a line's end in it");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task ListAsync_ManyPages_IsEveryObjectBelowThePrefix()
    {
        _s3.PageSize = 3;
        foreach (var i in Enumerable.Range(0, 10)) Bucket.Add($"a/b/k {i}+&<>\u00FC", Bytes(i));
        Bucket.Add("a/c", Bytes(1));
        Bucket.Add("b", Bytes(1));
        await using var store = Open(_s3.Url("mirror").Replace("mirror?", "mirror/a?", StringComparison.Ordinal));
        var found = await List(store, "b/");
        found.Select(one => (one.Key, one.Size)).ShouldBe(Enumerable.Range(0, 10).Select(i => ($"b/k {i}+&<>\u00FC", (long)i)));
        found[0].ETag.ShouldBe(Bucket.Objects["a/b/k 0+&<>\u00FC"].ETag);
        _s3.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task ListAsync_SlowDownTwice_IsTriedAgain()
    {
        Bucket.Add("k", Bytes(1));
        var faults = 2;
        _s3.Fault = _ => faults-- > 0 ? FakeS3Fault.SlowDown : null;
        var listing = List(_store, "");
        await _time.ArmedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        _time.AdvanceToNext();
        await _time.ArmedAsync(TimeSpan.FromMilliseconds(200.01), TimeSpan.FromMilliseconds(400));
        _time.AdvanceToNext();
        (await listing).Count.ShouldBe(1);
    }

    [Fact]
    public async Task FindAsync_Object_HasItsSizeAndETag()
    {
        var there = Bucket.Add(Key, Bytes(7));
        (await _store.FindAsync(Key, default)).ShouldBe(new StoredObject(Key, 7, there.ETag, _s3.Now));
        (await _store.FindAsync("none", default)).ShouldBeNull();
        await _store.RemoveAsync(Key, default);
        await _store.RemoveAsync(Key, default);
        (await _store.FindAsync(Key, default)).ShouldBeNull();
    }

    [Fact]
    public async Task OpenAsync_CutTwice_ResumesWhereItWas()
    {
        var content = Bytes(300_000);
        Bucket.Add(Key, content);
        var cuts = 2;
        _s3.Fault = request => request.Method == "GET" && cuts-- > 0 ? new FakeS3Fault { CutAfter = 100_000 } : null;
        await using var store = Open(_s3.Url("mirror"), time: TimeProvider.System);
        (await Read(store)).ShouldBe(content);
        _s3.Requests.Count.ShouldBe(3);
        _s3.Requests.Last().Headers["If-Match"].ShouldBe(Bucket.Objects[Key].ETag);
    }

    [Fact]
    public async Task OpenAsync_ReplacedWhileItIsRead_Fails()
    {
        Bucket.Add(Key, Bytes(300_000));
        _s3.Fault = request =>
        {
            if (request.Headers.ContainsKey("Range")) Bucket.Add(Key, Bytes(300_001));
            return new FakeS3Fault { CutAfter = 100_000 };
        };
        await using var store = Open(_s3.Url("mirror"), time: TimeProvider.System);
        (await Should.ThrowAsync<StoreException>(() => Read(store))).Message.ShouldContain("another object now");
    }

    [Fact]
    public async Task OpenAsync_None_IsNull() => (await _store.OpenAsync("none", default)).ShouldBeNull();

    [Fact]
    public async Task OpenAsync_PublicBucketAnonymously_SignsNothing()
    {
        Bucket.IsPublic = true;
        Bucket.Add(Key, Bytes(3));
        await using var store = Open(_s3.Url("mirror", "&anonymous=true"));
        (await Read(store)).ShouldBe(Bytes(3));
        _s3.Requests.Single().Headers.Keys.ShouldNotContain("Authorization");
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
        _s3.Fault = _ => new FakeS3Fault { Status = status, Code = code, Headers = headers };
        var failure = await Should.ThrowAsync<StoreException>(() => List(_store, ""));
        failure.Message.ShouldContain(remedy);
        failure.Message.ShouldContain("s3://mirror");
        failure.IsTransient.ShouldBeFalse();
        failure.ToString().ShouldNotContain(FakeS3.SecretKey);
    }

    [Fact]
    public async Task FindAsync_Forbidden_NamesThePermission()
    {
        _s3.Fault = _ => FakeS3Fault.AccessDenied;
        (await Should.ThrowAsync<StoreException>(() => _store.FindAsync(Key, default))).Message.ShouldContain("s3:GetObject, and s3:ListBucket");
    }

    [Fact]
    public async Task ListAsync_NoSuchProfile_SaysHowToGiveCredentials()
    {
        await using var store = Open(_s3.Url("mirror", "&profile=none-such"));
        (await Should.ThrowAsync<StoreException>(() => List(store, ""))).Message.ShouldContain("AWS_ACCESS_KEY_ID");
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(4).NextBytes(bytes);
        return bytes;
    }

    private static PutOptions Options(long size, Digest digest) => new(size, digest, "application/octet-stream", "public, max-age=1");

    private static async Task<List<StoredObject>> List(S3Store store, string prefix)
    {
        var found = new List<StoredObject>();
        await foreach (var one in store.ListAsync(prefix, default)) found.Add(one);
        return found;
    }

    private static async Task<byte[]> Read(S3Store store)
    {
        await using var stream = (await store.OpenAsync(Key, default))!;
        var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private S3Store Open(string url, long largestPut = 5L << 30, int partBytes = 1 << 20, TimeProvider? time = null)
    {
        StoreUrl.TryParse(url, out var parsed, out var problem).ShouldBeTrue(problem);
        return new S3Store(url, parsed!.Parts.Bucket!, time ?? _time, _ => null, largestPut, partBytes);
    }

    private Task<PutOutcome> Put(string key, byte[] content, bool onlyIfAbsent = false, S3Store? store = null) =>
        (store ?? _store).PutAsync(key, new TricklingStream(content), Options(content.Length, Digest.Of(content)) with { OnlyIfAbsent = onlyIfAbsent }, default);
}
