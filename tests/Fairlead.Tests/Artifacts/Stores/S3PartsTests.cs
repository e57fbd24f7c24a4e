using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>Objects that are put in parts.</summary>
public sealed class S3PartsTests : S3StoreTest
{
    [Fact]
    public async Task PutAsync_AboveTheThreshold_GoesInPartsWithTheirOwnChecksums()
    {
        await using var store = Open(S3.Url("mirror"), largestPut: 1000, partBytes: 400);
        var content = Bytes(1001);
        (await Put(Key, content, onlyIfAbsent: true, store: store)).ShouldBe(PutOutcome.Written);
        Bucket.Objects[Key].Content.ShouldBe(content);
        Bucket.Objects[Key].CacheControl.ShouldBe("public, max-age=1");
        Bucket.Uploads.ShouldBeEmpty();
        var part = $"PUT {Key}?uploadId&partNumber";
        S3.Requests.Select(request => $"{request}").ShouldBe([$"POST {Key}?uploads", part, part, part, $"POST {Key}?uploadId"]);
        S3.Requests.Count(request => request.Headers.ContainsKey("x-amz-checksum-sha256")).ShouldBe(3);
        (await Put(Key, content, onlyIfAbsent: true, store: store)).ShouldBe(PutOutcome.ConditionFailed);
        Bucket.Uploads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task PutAsync_PartsAndServerKnowsLess_DoesWithout(bool knowsConditions, bool knowsChecksums)
    {
        (S3.KnowsConditions, S3.KnowsChecksums) = (knowsConditions, knowsChecksums);
        await using var store = Open(S3.Url("mirror"), largestPut: 1000, partBytes: 400);
        (await Put(Key, Bytes(1001), onlyIfAbsent: true, store: store)).ShouldBe(PutOutcome.Written);
        Bucket.Objects[Key].Content.ShouldBe(Bytes(1001));
    }

    [Fact]
    public async Task PutAsync_PartsOfAContentThatThrowsAtItsEnd_AbortsTheUpload()
    {
        await using var store = Open(S3.Url("mirror"), largestPut: 1000, partBytes: 400);
        var options = Options(1001, Digest.Of(Bytes(1001)));
        await Should.ThrowAsync<InvalidDataException>(() => store.PutAsync(Key, new BrokenStream(Bytes(1001), new InvalidDataException()), options, default));
        (Bucket.Objects.Count, Bucket.Uploads.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task PutAsync_PartsCancelled_AbortsTheUpload()
    {
        await using var store = Open(S3.Url("mirror"), largestPut: 1000, partBytes: 400);
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
        await using var store = Open(S3.Url("mirror"), largestPut: 1000, partBytes: 400);
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
        await using var store = Open(S3.Url("mirror"), largestPut: 1000, partBytes: 400);
        var failure = await Should.ThrowAsync<StoreException>(() => store.PutAsync(Key, new MemoryStream(), Options(4_000_001, default), default));
        failure.IsTransient.ShouldBeFalse();
        failure.Message.ShouldContain("4000000 is the most");
        S3.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_PartsCompletedWithAnErrorAfter200_Fails()
    {
        await using var store = Open(S3.Url("mirror"), largestPut: 1000, partBytes: 400);
        S3.Fault = request => request is { Method: "POST" } && request.Query.ContainsKey("uploadId") ? new FakeS3Fault { LateCode = "InternalError" } : null;
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(1001), store: store))).IsTransient.ShouldBeTrue();
        (Bucket.Objects.Count, Bucket.Uploads.Count).ShouldBe((0, 0));
    }
}
