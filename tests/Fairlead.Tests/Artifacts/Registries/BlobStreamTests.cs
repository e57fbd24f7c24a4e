using System.Globalization;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class BlobStreamTests
{
    private const string Repository = "team/app";
    private const int Size = 1_000_000;

    private static readonly Blob s_blob = Blob.Of("application/octet-stream", SeededContent.Of(seed: 7, Size));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_CutSeveralTimes_GoesOnWhereItBroke()
    {
        await using var registry = await StartAsync();
        // More failures than are allowed for one thing, but more comes between them. What was under way when a connection is cut may be lost.
        registry.Manners.Fail(
            RegistryFault.CutAfter("/blobs/", 150_000), RegistryFault.CutAfter("/blobs/", 150_000), RegistryFault.Status("GET", "/blobs/", 503),
            RegistryFault.CutAfter("/blobs/", 150_000), RegistryFault.CutAfter("/blobs/", 150_000), RegistryFault.CutAfter("/blobs/", 150_000));
        (await ReadAsync(registry, Size)).ShouldBe(s_blob.Content.ToArray());
        var starts = registry.Seen.Select(request => long.Parse(request.Header("Range")?["bytes=".Length..^1] ?? "0", CultureInfo.InvariantCulture)).ToList();
        starts.Count.ShouldBe(7);
        starts.ShouldBeInOrder();
        starts[^1].ShouldBeInRange(1, 750_000);
    }

    [Fact]
    public async Task Read_CutByOneWhoKnowsNoRanges_SkipsWhatItHas()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.CutAfter("/blobs/", 300_000), RegistryFault.NoRanges("/blobs/"));
        (await ReadAsync(registry, Size)).ShouldBe(s_blob.Content.ToArray());
    }

    [Fact]
    public async Task Read_CutAgainAndAgainAtOnePlace_GivesUp()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.CutAfter("/blobs/", 300_000), RegistryFault.CutAfter("/blobs/", 0).Always);
        var e = await ReadAsync(registry, Size, registry.Options with { MaxAttempts = 3 }).ShouldThrowAsync<RegistryException>();
        e.IsTransient.ShouldBeTrue();
        registry.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Read_CutAfterEachByte_GivesUp()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.CutAfter("/blobs/", 1).Always);
        var e = await ReadAsync(registry, Size, registry.Options with { MaxAttempts = 3 }).ShouldThrowAsync<RegistryException>();
        e.IsTransient.ShouldBeTrue();
        registry.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Read_CutAfterTheLastByte_IsWhole()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(new RegistryFault("GET", "/blobs/", async (context, _) =>
        {
            await context.Response.Body.WriteAsync(s_blob.Content, Cancel); // no Content-Length: chunked, and no end to it
            await context.Response.Body.FlushAsync(Cancel);
            context.Abort();
            return false;
        }));
        (await ReadAsync(registry, Size)).ShouldBe(s_blob.Content.ToArray());
        registry.Seen.ShouldAllBe(request => request.Header("Range") != $"bytes={Size}-");
    }

    [Fact]
    public async Task Read_AByteNowAndThen_IsNoAnswer()
    {
        using var go = new SemaphoreSlim(0); // gone after the registry: who waits for one that is gone waits for ever, cancelled or not
        await using var registry = await StartAsync();
        registry.Manners.Fail(new RegistryFault("GET", "/blobs/", async (context, _) =>
        {
            context.Response.ContentLength = Size;
            await context.Response.Body.FlushAsync(Cancel); // the headers
            while (true)
            {
                await go.WaitAsync(context.RequestAborted);
                await context.Response.Body.WriteAsync(new byte[1], Cancel);
                await context.Response.Body.FlushAsync(Cancel);
            }
        }));
        var time = new ManualTime();
        var idle = TimeSpan.FromSeconds(20);
        using var clients = new RegistryClients(registry.Options with { IdleTimeout = idle, MaxAttempts = 1 }, time);
        await using var stream = await clients.Of(registry.Host).OpenBlobAsync(Repository, s_blob.Digest, Size, Cancel);
        for (var i = 0; i < 5; i++)
        {
            (await NextAsync()).ShouldBe(1);
        }
        (await Should.ThrowAsync<RegistryException>(NextAsync)).Message.ShouldEndWith("only 6 bytes came in 114 s");

        async Task<int> NextAsync()
        {
            var read = stream.ReadAsync(new byte[100], Cancel).AsTask();
            await time.ArmedAsync(idle);
            time.Advance(TimeSpan.FromSeconds(19));
            go.Release();
            return await read;
        }
    }

    [Fact]
    public async Task Dispose_AfterTheClients_IsNoTrouble()
    {
        await using var registry = await StartAsync();
        Stream stream;
        using (var clients = new RegistryClients(registry.Options, new HurriedTime()))
            stream = await clients.Of(registry.Host).OpenBlobAsync(Repository, s_blob.Digest, Size, Cancel);
        await Should.NotThrowAsync(async () => await stream.DisposeAsync());
    }

    [Theory]
    [InlineData("bytes 299999-999999/1000000")]
    [InlineData("bytes 300000-999998/1000000")]
    [InlineData("bytes 300000-1000000/1000001")]
    public async Task Read_AnotherRangeThanAsked_IsRefused(string range)
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.CutAfter("/blobs/", 300_000), RegistryFault.Answer("GET", "/blobs/", 206, "x", ("Content-Range", range)));
        (await ReadAsync(registry, Size).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("sent others");
    }

    [Theory]
    [InlineData(Size - 1)]
    [InlineData(Size + 1)]
    public async Task Open_AnotherSizeThanExpected_IsRefusedAtOnce(long size)
    {
        await using var registry = await StartAsync();
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var e = await clients.Of(registry.Host).OpenBlobAsync(Repository, s_blob.Digest, size, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain($"it has {Size} bytes there, where {size} are expected");
        registry.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ChunkedAndTooLong_IsRefusedWithoutReadingOn()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.Answer("GET", "/blobs/", 200, new string('x', 100)).Always); // no Content-Length: chunked
        var e = await ReadAsync(registry, 99).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("more comes than the 99 bytes");
        registry.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ChunkedAndTooShort_IsTriedAndThenRefused()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.Answer("GET", "/blobs/", 200, new string('x', 100)).Always);
        (await ReadAsync(registry, 101).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("it ended after 100 of 101 bytes");
    }

    [Fact]
    public async Task Read_SizeNotKnown_IsWhatTheRegistrySays()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.CutAfter("/blobs/", 300_000));
        (await ReadAsync(registry, null)).ShouldBe(s_blob.Content.ToArray());
    }

    [Fact]
    public async Task Read_NothingComes_IsTakenUpAgainAfterTheIdleTimeout()
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.StallAfter("/blobs/", 300_000));
        var time = new ManualTime();
        using var clients = new RegistryClients(registry.Options with { IdleTimeout = TimeSpan.FromSeconds(20) }, time);
        await using var stream = await clients.Of(registry.Host).OpenBlobAsync(Repository, s_blob.Digest, Size, Cancel);
        var content = new byte[Size];
        await stream.ReadExactlyAsync(content.AsMemory(0, 300_000), Cancel);
        var rest = stream.ReadExactlyAsync(content.AsMemory(300_000), Cancel).AsTask();
        await time.ArmedAsync(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        await time.ArmedAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        await rest;
        content.ShouldBe(s_blob.Content.ToArray());
        (await stream.ReadAsync(new byte[1], Cancel)).ShouldBe(0);
        (await stream.ReadAsync(new byte[1], Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task Open_NotThere_IsNotFound()
    {
        await using var registry = await StartAsync();
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var e = await clients.Of(registry.Host).OpenBlobAsync(Repository, Digest.Parse(SampleDigest.Text), null, Cancel).ShouldThrowAsync<RegistryException>();
        e.IsNotFound.ShouldBeTrue();
        (await clients.Of(registry.Host).HeadBlobAsync(Repository, Digest.Parse(SampleDigest.Text), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Open_AsManyAsAllowed_TheNextWaitsForOneToEnd()
    {
        await using var registry = await StartAsync();
        using var clients = new RegistryClients(registry.Options with { MaxConcurrency = 2 }, new HurriedTime());
        var client = clients.Of(registry.Host);
        await using var first = await client.OpenBlobAsync(Repository, s_blob.Digest, Size, Cancel);
        await using var second = await client.OpenBlobAsync(Repository, s_blob.Digest, Size, Cancel);
        var third = client.OpenBlobAsync(Repository, s_blob.Digest, Size, Cancel);
        registry.Seen.Count.ShouldBe(2);
        third.IsCompleted.ShouldBeFalse();
        await first.CopyToAsync(Stream.Null, Cancel); // its end is enough
        await (await third).DisposeAsync();
        registry.Seen.Count.ShouldBe(3);
    }

    private static async Task<byte[]> ReadAsync(FakeRegistry registry, long? size, RegistryClientOptions? options = null)
    {
        using var clients = new RegistryClients(options ?? registry.Options, new HurriedTime());
        await using var stream = await clients.Of(registry.Host).OpenBlobAsync(Repository, s_blob.Digest, size, Cancel);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    private static async Task<FakeRegistry> StartAsync()
    {
        var content = new RegistryContent();
        content.AddBlob(Repository, s_blob);
        return await FakeRegistry.StartAsync(content);
    }
}
