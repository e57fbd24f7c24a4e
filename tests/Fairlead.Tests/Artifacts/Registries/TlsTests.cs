using System.Text;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class TlsTests
{
    private const string Repository = "team/app";

    private static readonly Blob s_blob = Blob.Of("application/octet-stream", Encoding.UTF8.GetBytes("a layer"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_AtItsOwnTokenService_SendsCredentialsThereAndTheTokenOnly()
    {
        await using var registry = await StartAsync();
        await using var front = TlsFront.Of(registry);
        SignIn.Tokens(registry, "robot", "secret", $"https://{front.Host}/token");
        using var clients = Clients(front, front);
        (await clients.Of(front.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        registry.Seen.Select(request => request.Header("Authorization")?.Split(' ')[0]).ShouldBe([null, "Basic", "Bearer"]);
        registry.Seen[1].Target.ShouldStartWith("/token?");
    }

    [Fact]
    public async Task SignIn_TokenServiceOfAnotherHttpsHost_GetsTheCredentials()
    {
        await using var registry = await StartAsync();
        await using var tokens = await StartAsync();
        await using var front = TlsFront.Of(registry);
        await using var tokenFront = TlsFront.Of(tokens);
        SignIn.Tokens(registry, "robot", "secret", $"https://{tokenFront.Host}/token");
        SignIn.Tokens(tokens, "robot", "secret");
        using var clients = Clients(front, front, tokenFront);
        // The other one's tokens are not good here; what matters is who was sent what.
        await clients.Of(front.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        tokens.Seen.ShouldNotBeEmpty();
        tokens.Seen.ShouldAllBe(request => request.Header("Authorization")!.StartsWith("Basic "));
        registry.Seen.Where(request => request.Header("Authorization") is not null).ShouldAllBe(request => request.Header("Authorization")!.StartsWith("Bearer "));
    }

    [Fact]
    public async Task SignIn_RealmOverPlainHttp_GetsNothing()
    {
        await using var registry = await StartAsync();
        await using var front = TlsFront.Of(registry);
        SignIn.Tokens(registry, "robot", "secret"); // its realm is at http
        using var clients = Clients(front, front);
        var e = await clients.Of(front.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("not at an https URL");
        registry.Seen.ShouldHaveSingleItem().Header("Authorization").ShouldBeNull();
    }

    [Fact]
    public async Task Redirect_ToAnotherHttpsHost_TakesNoCredentialsAlong()
    {
        await using var registry = await StartAsync();
        await using var other = await StartAsync();
        await using var front = TlsFront.Of(registry);
        await using var otherFront = TlsFront.Of(other);
        SignIn.Basic(registry, "robot", "secret");
        registry.Manners.Fail(RegistryFault.Answer(null, "/blobs/", 307, "", ("Location", $"https://{otherFront.Host}/v2/{Repository}/blobs/{s_blob.Digest}")).Always);
        using var clients = Clients(front, front, otherFront);
        (await clients.Of(front.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        registry.Seen[^1].Header("Authorization").ShouldStartWith("Basic ");
        other.Seen.ShouldHaveSingleItem().Header("Authorization").ShouldBeNull();
    }

    [Fact]
    public async Task Redirect_ToPlainHttp_IsNotFollowed()
    {
        await using var registry = await StartAsync();
        await using var front = TlsFront.Of(registry);
        // To the very same server: what counts is the way there.
        registry.Manners.Fail(RegistryFault.Answer(null, "/blobs/", 307, "", ("Location", $"http://{registry.Host}/v2/{Repository}/blobs/{s_blob.Digest}")));
        using var clients = Clients(front, front);
        var e = await clients.Of(front.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("it redirects from https to http");
        registry.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Upload_LocationAtPlainHttp_GetsNothing()
    {
        await using var registry = await StartAsync();
        await using var front = TlsFront.Of(registry);
        SignIn.Basic(registry, "robot", "secret");
        using var clients = Clients(front, front);
        await clients.Of(front.Host).PingAsync(Cancel);
        registry.Manners.Fail(RegistryFault.Answer("POST", "/blobs/uploads/", 202, "", ("Location", $"http://{registry.Host}/v2/{Repository}/blobs/uploads/1")));
        registry.Manners.Forget();
        var e = await clients.Of(front.Host).PushBlobAsync(Repository, s_blob.Digest, s_blob.Size, _ => Task.FromResult<Stream>(new MemoryStream(s_blob.Content.ToArray())), Cancel)
            .ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("from https to http");
        registry.Seen.ShouldHaveSingleItem().Method.ShouldBe("POST");
    }

    [Fact]
    public async Task Connect_CertificateThatNobodyVouchesFor_IsSaidAtOnceAndNothingSent()
    {
        await using var registry = await StartAsync();
        await using var front = TlsFront.Of(registry);
        using var clients = new RegistryClients(new RegistryClientOptions(), new HurriedTime());
        var e = await clients.Of(front.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>();
        e.IsTransient.ShouldBeFalse();
        e.Message.ShouldContain("SSL_CERT_FILE");
        front.Accepted.ShouldBe(1);
        registry.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_PlainHttpWhereTlsIsMeant_IsSaidAtOnce()
    {
        await using var registry = await StartAsync();
        using var clients = new RegistryClients(new RegistryClientOptions(), new HurriedTime());
        var e = await clients.Of(registry.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldNotContain("SSL_CERT_FILE");
        registry.Seen.ShouldBeEmpty();
    }

    private static RegistryClients Clients(TlsFront registry, params TlsFront[] trusted)
    {
        var credentials = new RegistryCredentials();
        credentials.Add(registry.Host, "robot", "secret");
        return new RegistryClients(new RegistryClientOptions { Credentials = credentials, TrustedRoots = [.. trusted.SelectMany(front => front.Roots)] }, new HurriedTime());
    }

    private static async Task<FakeRegistry> StartAsync()
    {
        var content = new RegistryContent();
        content.AddBlob(Repository, s_blob);
        return await FakeRegistry.StartAsync(content);
    }
}
