using System.Net.Sockets;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>Objects that are put in one request.</summary>
public sealed class S3PutTests : S3StoreTest
{
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
        var put = S3.Requests.ShouldHaveSingleItem();
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
        var failure = await Should.ThrowAsync<StoreException>(() => Store.PutAsync(Key, new TricklingStream(Bytes(9)), Options(9, default), default));
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
        var thrown = await Should.ThrowAsync<InvalidDataException>(() => Store.PutAsync(Key, new BrokenStream(content, wrong), Options(size, Digest.Of(content)), default));
        thrown.ShouldBeSameAs(wrong);
        Bucket.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task PutAsync_ContentOfOtherSize_LeavesNothing(int said)
    {
        var failure = await Should.ThrowAsync<StoreException>(() => Store.PutAsync(Key, new TricklingStream(Bytes(5)), Options(said, Digest.Of(Bytes(5))), default));
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
        (await Store.PutAsync(Key, new TricklingStream(Bytes(6)), options with { OnlyIfETag = "\"another\"" }, default)).ShouldBe(PutOutcome.ConditionFailed);
        (await Store.PutAsync(Key, new TricklingStream(Bytes(6)), options with { OnlyIfETag = old.ETag }, default)).ShouldBe(PutOutcome.Written);
    }

    [Fact]
    public async Task PutAsync_ServerWantsETagsWithoutQuotes_IsFoundOut()
    {
        S3.ComparesBareETags = true;
        var old = Bucket.Add(Key, Bytes(5));
        var options = Options(2_000, Digest.Of(Bytes(2_000)));
        (await Store.PutAsync(Key, new TricklingStream(Bytes(2_000)), options with { OnlyIfETag = "\"another\"" }, default)).ShouldBe(PutOutcome.ConditionFailed);
        (await Store.PutAsync(Key, new TricklingStream(Bytes(2_000)), options with { OnlyIfETag = old.ETag }, default)).ShouldBe(PutOutcome.Written);
        (await Store.PutAsync(Key, new TricklingStream(Bytes(2_000)), options with { OnlyIfETag = old.ETag }, default)).ShouldBe(PutOutcome.ConditionFailed);
    }

    [Fact]
    public async Task PutAsync_ServerKnowsNoConditions_PutsWithoutFromThenOn()
    {
        S3.KnowsConditions = false;
        // Of very small bodies HttpClient sends what it was refused, and their first put is for the caller to try again.
        (await Put(Key, Bytes(2_000), onlyIfAbsent: true)).ShouldBe(PutOutcome.Written);
        (await Put("k", Bytes(6), onlyIfAbsent: true)).ShouldBe(PutOutcome.Written);
        S3.Requests.Select(put => put.Headers.ContainsKey("If-None-Match")).ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task PutAsync_ServerRefusesAfterTheBodyWhichCanBeSoughtIn_SendsItAgain()
    {
        S3.KnowsChecksums = false; // of very small bodies HttpClient sends what it was refused
        (await Store.PutAsync(Key, new MemoryStream(Bytes(5)), Options(5, Digest.Of(Bytes(5))), default)).ShouldBe(PutOutcome.Written);
        Bucket.Objects[Key].Content.ShouldBe(Bytes(5));
    }

    [Fact]
    public async Task PutAsync_ServerKnowsNoChecksums_SucceedsAtTheNextTry()
    {
        S3.KnowsChecksums = false;
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(5)))).IsTransient.ShouldBeTrue();
        (await Put(Key, Bytes(5))).ShouldBe(PutOutcome.Written);
    }

    [Fact]
    public async Task PutAsync_SlowDown_IsLeftToTheCaller()
    {
        S3.Fault = _ => FakeS3Fault.SlowDown;
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(5)))).IsTransient.ShouldBeTrue();
        S3.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task PutAsync_CutInTheMiddle_IsTransientAndLeavesNothing()
    {
        S3.Fault = _ => new FakeS3Fault { CutAfter = 100_000 };
        (await Should.ThrowAsync<StoreException>(() => Put(Key, Bytes(5_000_000)))).IsTransient.ShouldBeTrue();
        Bucket.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task PutAsync_OnlyIfETagOfAnObjectThatIsGone_IsAFailedCondition() =>
        (await Store.PutAsync(Key, new TricklingStream(Bytes(6)), Options(6, Digest.Of(Bytes(6))) with { OnlyIfETag = "\"gone\"" }, default)).ShouldBe(PutOutcome.ConditionFailed);

    [Fact]
    public async Task PutAsync_ServerDoesNotAnswer_IsGivenUpAfterTwoMinutes()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        S3.Fault = _ =>
        {
            arrived.TrySetResult();
            return new FakeS3Fault { Gate = new TaskCompletionSource().Task };
        };
        var put = Put(Key, Bytes(5));
        await arrived.Task;
        Time.Advance(TimeSpan.FromSeconds(119));
        put.IsCompleted.ShouldBeFalse();
        Time.Advance(TimeSpan.FromSeconds(2));
        var failure = await Should.ThrowAsync<StoreException>(() => put);
        (failure.IsTransient, failure.Message).ShouldBe((true, $"s3://mirror: putting {Key} failed at {S3.Address.GetLeftPart(UriPartial.Authority)}: the server did not answer in time"));
    }

    [Fact]
    public async Task PutAsync_SlowContent_IsWaitedFor()
    {
        var gate = new TaskCompletionSource();
        var content = new GatedStream(gate.Task, Bytes(5));
        var put = Store.PutAsync(Key, content, Options(5, Digest.Of(Bytes(5))), default);
        await content.Asked;
        Time.Advance(TimeSpan.FromHours(1));
        gate.SetResult();
        (await put).ShouldBe(PutOutcome.Written);
    }
}
