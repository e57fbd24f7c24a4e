using System.Text;
using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.Registries;
using Microsoft.AspNetCore.Http.Features;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class BlobPusherTests
{
    private const string Repository = "team/app";

    private static readonly Blob s_small = Blob.Of("application/octet-stream", SeededContent.Of(seed: 3, 500_000));

    // One chunk and a bit.
    private static readonly Blob s_large = Blob.Of("application/octet-stream", SeededContent.Of(seed: 4, (int)BlobUpload.ChunkBytes + 1000));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_SmallBlob_GoesInOnePiece()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await PushAsync(registry, s_small);
        registry.Content.FindBlob(Repository, s_small.Digest)!.Content.ToArray().ShouldBe(s_small.Content.ToArray());
        registry.Seen.Select(request => request.Method).ShouldBe(["POST", "PUT"]);
        registry.Seen[1].Header("Content-Length").ShouldBe("500000");
    }

    [Fact]
    public async Task Push_EmptyBlob_IsThere()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await PushAsync(registry, Blob.Of("", ReadOnlyMemory<byte>.Empty));
        registry.Content.FindBlob(Repository, Digest.Of([])).ShouldNotBeNull();
    }

    [Fact]
    public async Task Push_LargeBlob_GoesInChunks()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await PushAsync(registry, s_large);
        registry.Content.FindBlob(Repository, s_large.Digest)!.Size.ShouldBe(s_large.Size);
        registry.Seen.Select(request => request.Method).ShouldBe(["POST", "PATCH", "PUT"]);
        registry.Seen[1].Header("Content-Range").ShouldBe($"0-{BlobUpload.ChunkBytes - 1}");
    }

    [Fact]
    public async Task Push_BrokenOffAfterAChunk_GoesOnWhereItWas()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Reset("PUT", "/blobs/uploads/"));
        var opened = await PushAsync(registry, s_large);
        registry.Content.FindBlob(Repository, s_large.Digest).ShouldNotBeNull();
        opened.ShouldBeInRange(1, 2); // once more where the first had been read from already
        registry.Seen.Select(request => request.Method).ShouldBe(["POST", "PATCH", "PUT", "GET", "PUT"]);
    }

    [Fact]
    public async Task Push_RegistryForgotTheUpload_BeginsAnew()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(
            RegistryFault.Status("PUT", "/blobs/uploads/", 503), RegistryFault.Status("GET", "/blobs/uploads/", 404), RegistryFault.Status("DELETE", "/blobs/uploads/", 404));
        await PushAsync(registry, s_small);
        registry.Content.FindBlob(Repository, s_small.Digest).ShouldNotBeNull();
        registry.Count("POST", "/blobs/uploads/").ShouldBe(2);
    }

    [Fact]
    public async Task Push_RegistryNeverTakesIt_GivesUpAndCancels()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Status("PUT", "/blobs/uploads/", 500).Always);
        (await PushAsync(registry, s_small).ShouldThrowAsync<RegistryException>()).IsTransient.ShouldBeTrue();
        registry.Count("PUT", "/blobs/uploads/").ShouldBe(5);
        registry.Server.OpenUploads.ShouldBe(0);
    }

    [Fact]
    public async Task Push_ContentThatFails_ComesThroughAndIsNotRepeated()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var opened = 0;
        var e = await clients.Of(registry.Host).PushBlobAsync(Repository, s_small.Digest, s_small.Size, _ =>
        {
            opened++;
            return Task.FromResult<Stream>(new FailingStream(s_small.Content[..100_000]));
        }, Cancel).ShouldThrowAsync<InvalidDataException>();
        e.Message.ShouldBe("wrong digest");
        opened.ShouldBe(1);
        registry.Content.FindBlob(Repository, s_small.Digest).ShouldBeNull();
        registry.Server.OpenUploads.ShouldBe(0);
    }

    [Fact]
    public async Task Push_ContentThatFailsAsRegistriesDo_IsNotTakenForThisOnesFailure()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var opened = 0;
        var failure = new RegistryException("the other one is down") { IsTransient = true };
        var e = await clients.Of(registry.Host).PushBlobAsync(Repository, s_small.Digest, s_small.Size, _ =>
        {
            opened++;
            throw failure;
        }, Cancel).ShouldThrowAsync<RegistryException>();
        e.ShouldBeSameAs(failure);
        opened.ShouldBe(1);
        (await clients.Of(registry.Host).PushBlobAsync(Repository, s_small.Digest, s_small.Size, _ =>
        {
            opened++;
            return Task.FromResult<Stream>(new FailingStream(s_small.Content[..100_000], failure));
        }, Cancel).ShouldThrowAsync<RegistryException>()).ShouldBeSameAs(failure);
        opened.ShouldBe(2);
        registry.Server.OpenUploads.ShouldBe(0);
    }

    [Fact]
    public async Task Push_RegistryThatKeepsNothingOfAChunk_GivesUp()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(new RegistryFault("PATCH", "/blobs/uploads/", async (context, _) =>
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            await context.Request.Body.CopyToAsync(Stream.Null, Cancel);
            context.Response.StatusCode = 202;
            context.Response.Headers.Location = context.Request.Path.Value;
            context.Response.Headers["Range"] = "0-0";
            return false;
        }).Always);
        using var clients = new RegistryClients(registry.Options with { MaxAttempts = 2 }, new HurriedTime());
        var e = await clients.Of(registry.Host).PushBlobAsync(Repository, s_large.Digest, s_large.Size, _ => Task.FromResult(Open(s_large)), Cancel)
            .ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain($"it has 0 of the {BlobUpload.ChunkBytes} bytes");
        registry.Count("PATCH", "/blobs/uploads/").ShouldBe(2);
        registry.Server.OpenUploads.ShouldBe(0);
    }

    [Fact]
    public async Task Push_BrokenOffWhileItsSourceHoldsTheOnlyPlaceToRead_GoesOn()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Content.AddBlob("base", s_small);
        registry.Manners.Fail(RegistryFault.Status("PUT", "/blobs/uploads/", 503));
        using var clients = new RegistryClients(registry.Options with { MaxConcurrency = 1 }, new HurriedTime());
        var client = clients.Of(registry.Host);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System); // it would wait for itself for ever
        await client.PushBlobAsync(Repository, s_small.Digest, s_small.Size, cancel => client.OpenBlobAsync("base", s_small.Digest, s_small.Size, cancel), limit.Token);
        registry.Content.FindBlob(Repository, s_small.Digest).ShouldNotBeNull();
        registry.Manners.FaultsLeft.ShouldBe(0);
    }

    [Theory]
    [InlineData(-1, "longer than was said")]
    [InlineData(1, "ended 1 bytes too early")]
    public async Task Push_AnotherSizeThanSaid_IsNotThere(int more, string problem)
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var e = await clients.Of(registry.Host).PushBlobAsync(Repository, s_small.Digest, s_small.Size + more, _ => Task.FromResult(Open(s_small)), Cancel)
            .ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain(problem);
        registry.Content.FindBlob(Repository, s_small.Digest).ShouldBeNull();
    }

    [Fact]
    public async Task Push_WrongDigest_IsRefusedByTheRegistry()
    {
        await using var registry = await FakeRegistry.StartAsync();
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var e = await clients.Of(registry.Host).PushBlobAsync(Repository, s_large.Digest, s_small.Size, _ => Task.FromResult(Open(s_small)), Cancel)
            .ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("DIGEST_INVALID");
        registry.Server.OpenUploads.ShouldBe(0);
    }

    [Fact]
    public async Task Push_TokenThatRanOut_IsNoFailure()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var signIn = SignIn.Tokens(registry, "robot", "secret");
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        var opened = 0;
        await clients.Of(registry.Host).PushBlobAsync(Repository, s_small.Digest, s_small.Size, _ =>
        {
            if (opened++ == 0) signIn.Revoke();
            return Task.FromResult(Open(s_small));
        }, Cancel);
        registry.Content.FindBlob(Repository, s_small.Digest).ShouldNotBeNull();
    }

    [Fact]
    public async Task Push_LocationAtAnotherHost_GetsNoAuthorization()
    {
        await using var registry = await FakeRegistry.StartAsync();
        await using var other = await FakeRegistry.StartAsync();
        SignIn.Basic(registry, "robot", "secret");
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret") with { MaxAttempts = 1 }, new HurriedTime());
        await clients.Of(registry.Host).PingAsync(Cancel);
        registry.Manners.Fail(RegistryFault.Answer("POST", "/blobs/uploads/", 202, "", ("Location", $"http://{other.Host}/v2/{Repository}/blobs/uploads/1?state=x#part")));
        await clients.Of(registry.Host).PushBlobAsync(Repository, s_small.Digest, s_small.Size, _ => Task.FromResult(Open(s_small)), Cancel).ShouldThrowAsync<RegistryException>();
        other.Seen[0].Target.ShouldBe($"/v2/{Repository}/blobs/uploads/1?state=x&digest={Uri.EscapeDataString(s_small.Digest.ToString())}");
        other.Seen.ShouldAllBe(request => request.Header("Authorization") == null);
    }

    [Fact]
    public async Task TryMount_BlobOfAnotherRepository_NeedsNoBytes()
    {
        await using var registry = await FakeRegistry.StartAsync();
        SignIn.Tokens(registry, "robot", "secret");
        registry.Content.AddBlob("base", s_small);
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        (await clients.Of(registry.Host).TryMountBlobAsync(Repository, s_small.Digest, "base", Cancel)).ShouldBeTrue();
        registry.Content.FindBlob(Repository, s_small.Digest).ShouldNotBeNull();
        registry.Seen.Single(request => request.Method == "GET").Target.ShouldContain("scope=repository%3Ateam%2Fapp%3Apull%2Cpush&scope=repository%3Abase%3Apull");
    }

    [Fact]
    public async Task TryMount_RegistryThatWantsTheBytes_IsFalseAndLeavesNoUpload()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Content.AddBlob("base", s_small);
        registry.Server.AllowMount = false;
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        (await clients.Of(registry.Host).TryMountBlobAsync(Repository, s_small.Digest, "base", Cancel)).ShouldBeFalse();
        registry.Server.OpenUploads.ShouldBe(0);
        await clients.Of(registry.Host).TryMountBlobAsync(Repository, s_small.Digest, "base?x=", Cancel).ShouldThrowAsync<RegistryException>();
    }

    [Fact]
    public async Task Push_EndedWhileTheRegistryIsSilent_EndsThoughItDoesNotForgetTheUpload()
    {
        await using var registry = await FakeRegistry.StartAsync();
        var (silent, asked) = (new TaskCompletionSource(), new TaskCompletionSource());
        registry.Manners.Guard(async context =>
        {
            if (context.Request.Method is not ("PUT" or "DELETE")) return true;
            asked.TrySetResult();
            await silent.Task;
            return false;
        });
        using var stop = new CancellationTokenSource();
        // Timers of up to 45 s go off at once, those of a minute don't: that is what a server may be silent.
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var pushing = clients.Of(registry.Host).PushBlobAsync(Repository, s_small.Digest, s_small.Size, _ => Task.FromResult(Open(s_small)), stop.Token);
        await asked.Task;

        await stop.CancelAsync();

        await pushing.ShouldThrowAsync<OperationCanceledException>();
        silent.SetResult();
    }

    [Fact]
    public async Task PutManifest_OfWhatIsThere_IsByteForByteTheSame()
    {
        var image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed: 1, layers: 2, layerSize: 1000).Build();
        await using var registry = await FakeRegistry.StartAsync();
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        var manifest = image.Platforms[0].Manifest;
        var fetched = new FetchedManifest(manifest.Digest, manifest.MediaType, manifest.Content);
        (await client.PutManifestAsync(Repository, "v1", fetched, Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("MANIFEST_BLOB_UNKNOWN");
        foreach (var blob in image.Blobs.Values)
            await client.PushBlobAsync(Repository, blob.Digest, blob.Size, _ => Task.FromResult(Open(blob)), Cancel);
        await client.PutManifestAsync(Repository, manifest.Digest.ToString(), fetched, Cancel);
        await client.PutManifestAsync(Repository, "v1", fetched, Cancel);
        registry.Content.Tags(Repository).ShouldHaveSingleItem().Value.ShouldBe(manifest.Digest);
        registry.Content.FindManifest(Repository, "v1")!.MediaType.ShouldBe(manifest.MediaType);
        (await client.PutManifestAsync(Repository, s_small.Digest.ToString(), fetched, Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("can't be put as");
    }

    [Fact]
    public async Task PutManifest_RegistryThatTookSomethingElse_IsAFailure()
    {
        await using var registry = await FakeRegistry.StartAsync();
        registry.Manners.Fail(RegistryFault.Answer("PUT", "/manifests/", 201, "", ("Docker-Content-Digest", s_small.Digest.ToString())));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var manifest = new FetchedManifest(Digest.Of("{}"u8), OciMediaType.Manifest, Encoding.UTF8.GetBytes("{}"));
        (await clients.Of(registry.Host).PutManifestAsync(Repository, "v1", manifest, Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain("it took sha256:");
    }

    private static async Task<int> PushAsync(FakeRegistry registry, Blob blob)
    {
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var opened = 0;
        await clients.Of(registry.Host).PushBlobAsync(Repository, blob.Digest, blob.Size, _ =>
        {
            opened++;
            return Task.FromResult(Open(blob));
        }, Cancel);
        return opened;
    }

    private static Stream Open(Blob blob) => new MemoryStream(blob.Content.ToArray());

    private sealed class FailingStream(ReadOnlyMemory<byte> content, Exception? failure = null) : MemoryStream(content.ToArray())
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw failure ?? new InvalidDataException("wrong digest");
    }
}
