using System.Text;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.Registries;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class SignInTests
{
    private const string Repository = "team/app";

    private static readonly Blob s_blob = Blob.Of("application/octet-stream", Encoding.UTF8.GetBytes("a layer"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Basic_RightPassword_IsLetIn()
    {
        await using var registry = await StartAsync();
        SignIn.Basic(registry, "robot", "pässword");
        using var clients = new RegistryClients(registry.OptionsFor("robot", "pässword"), new HurriedTime());
        var client = clients.Of(registry.Host);
        (await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        (await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        registry.Seen.Count.ShouldBe(3); // one challenge for both
    }

    [Fact]
    public async Task Basic_WrongPassword_IsSaidWithoutIt()
    {
        await using var registry = await StartAsync();
        SignIn.Basic(registry, "robot", "right");
        using var clients = new RegistryClients(registry.OptionsFor("robot", "wr0ng"), new HurriedTime());
        var client = clients.Of(registry.Host);
        var e = await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("docker login");
        e.ToString().ShouldNotContain("wr0ng");
        registry.Seen.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_UserOrNobody_IsFetchedOnceForARepository(bool isUser)
    {
        await using var registry = await StartAsync();
        var signIn = SignIn.Tokens(registry, "robot", "secret");
        signIn.AllowAnonymous = !isUser;
        using var clients = new RegistryClients(isUser ? registry.OptionsFor("robot", "secret") : registry.Options, new HurriedTime());
        var client = clients.Of(registry.Host);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)));
        (await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        signIn.Issued.ShouldBe(1);
        registry.Seen.First(request => request.Target.StartsWith("/token", StringComparison.Ordinal)).Target
            .ShouldBe("/token?service=fake%20registry&scope=repository%3Ateam%2Fapp%3Apull");
    }

    [Fact]
    public async Task Token_KnownRealm_AnotherRepositoryCostsNoChallenge()
    {
        await using var registry = await StartAsync();
        registry.Content.AddBlob("other", s_blob);
        SignIn.Tokens(registry, "robot", "secret");
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        await clients.Of(registry.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel);
        registry.Manners.Forget();
        await clients.Of(registry.Host).HeadBlobAsync("other", s_blob.Digest, Cancel);
        registry.Seen.Select(request => request.Method).ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    public async Task Token_WrongPassword_IsSaidWithoutIt()
    {
        await using var registry = await StartAsync();
        SignIn.Tokens(registry, "robot", "right");
        using var clients = new RegistryClients(registry.OptionsFor("robot", "wr0ng"), new HurriedTime());
        var e = await clients.Of(registry.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("asking for a token");
        e.ToString().ShouldNotContain("wr0ng");
    }

    [Fact]
    public async Task Token_Revoked_AnotherIsAskedForOnce()
    {
        await using var registry = await StartAsync();
        var signIn = SignIn.Tokens(registry, "robot", "secret");
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        var client = clients.Of(registry.Host);
        await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel);
        signIn.Revoke();
        (await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        signIn.Issued.ShouldBe(2);
    }

    [Theory]
    [InlineData(300, 289, 291)]
    [InlineData(null, 49, 51)]
    [InlineData(10, 4, 6)]
    public async Task Token_ShortlyBeforeItEnds_AnotherIsFetched(int? expiresIn, int still, int over)
    {
        await using var registry = await StartAsync();
        var signIn = SignIn.Tokens(registry, "robot", "secret");
        signIn.ExpiresIn = expiresIn;
        var time = new ManualTime();
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), time);
        var client = clients.Of(registry.Host);
        await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel);
        time.Advance(TimeSpan.FromSeconds(still));
        await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel);
        signIn.Issued.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(over - still));
        await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel);
        signIn.Issued.ShouldBe(2);
    }

    [Fact]
    public async Task Token_IdentityToken_GoesByPost()
    {
        await using var registry = await StartAsync();
        SignIn.Tokens(registry, "robot", "identity");
        var auth = $$$$"""{"auths":{"{{{{registry.Host}}}}":{"identitytoken":"identity"}}}""";
        var credentials = RegistryCredentials.FromEnvironment(name => name == RegistryCredentials.Variable ? auth : null, TimeProvider.System);
        using var clients = new RegistryClients(registry.Options with { Credentials = credentials }, new HurriedTime());
        (await clients.Of(registry.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        registry.Count("POST", "/token").ShouldBe(1);
        registry.Count("GET", "/token").ShouldBe(0);
    }

    [Theory]
    [InlineData("http://{other}/token", "not at an https URL")]
    [InlineData("ftp://example.org/token", "no URL to ask")]
    [InlineData("/token", "no URL to ask")]
    [InlineData("https://user@example.org/", "no URL to ask")]
    public async Task Token_RealmElsewhereOverHttp_GetsNothing(string realm, string problem)
    {
        await using var registry = await StartAsync();
        await using var other = await FakeRegistry.StartAsync();
        SignIn.Tokens(registry, "robot", "secret", realm.Replace("{other}", other.Host, StringComparison.Ordinal));
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        (await clients.Of(registry.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>()).Message.ShouldContain(problem);
        other.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Credentials_OfAnotherHost_AreNotSent()
    {
        await using var registry = await StartAsync();
        SignIn.Basic(registry, "robot", "secret");
        var credentials = new RegistryCredentials();
        credentials.Add("127.0.0.1", "robot", "secret");
        using var clients = new RegistryClients(registry.Options with { Credentials = credentials }, new HurriedTime());
        await clients.Of(registry.Host).PingAsync(Cancel).ShouldThrowAsync<RegistryException>();
        registry.Seen.ShouldAllBe(request => request.Header("Authorization") == null);
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_TakesNoAuthorizationAlong()
    {
        await using var registry = await StartAsync();
        await using var bucket = await BlobHost.StartAsync(s_blob);
        SignIn.Basic(registry, "robot", "secret");
        bucket.TakeBlobsOf(registry);
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        await using var stream = await clients.Of(registry.Host).OpenBlobAsync(Repository, s_blob.Digest, s_blob.Size, Cancel);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        copy.ToArray().ShouldBe(s_blob.Content.ToArray());
        registry.Seen[^1].Header("Authorization").ShouldNotBeNull();
        var seen = bucket.Seen.ShouldHaveSingleItem();
        seen.Header("Authorization").ShouldBeNull();
        seen.Header("User-Agent").ShouldStartWith("fairlead/");
    }

    [Fact]
    public async Task Redirect_ToOneWhoWantsASignIn_GetsNoCredentials()
    {
        await using var registry = await StartAsync();
        await using var other = await FakeRegistry.StartAsync();
        SignIn.Tokens(other, "robot", "secret");
        registry.Manners.Fail(RegistryFault.Answer(null, "/blobs/", 307, "", ("Location", $"http://{other.Host}/v2/{Repository}/blobs/{s_blob.Digest}")).Always);
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        var e = await clients.Of(registry.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldStartWith(other.Host);
        other.Seen.ShouldNotBeEmpty();
        other.Seen.ShouldAllBe(request => request.Header("Authorization") == null);
    }

    [Fact]
    public async Task Redirect_ToOneWhoGivesAnybodyTokens_IsFollowedWithOne()
    {
        await using var registry = await StartAsync();
        await using var other = await FakeRegistry.StartAsync();
        other.Content.AddBlob("library/app", s_blob);
        var signIn = SignIn.Tokens(other, "nobody", "knows");
        signIn.AllowAnonymous = true;
        registry.Manners.Fail(RegistryFault.Answer(null, "/blobs/", 307, "", ("Location", $"http://{other.Host}/v2/library/app/blobs/{s_blob.Digest}")).Always);
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        var client = clients.Of(registry.Host);
        (await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        (await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        other.Seen.Select(request => request.Header("Authorization")).ShouldBe([null, null, "Bearer token-1", "Bearer token-1"]);
        other.Seen[1].Target.ShouldBe("/token?service=fake%20registry&scope=repository%3Alibrary%2Fapp%3Apull");
        registry.Seen.ShouldAllBe(request => request.Header("Authorization") == null); // nor does the token come here

        signIn.Revoke();
        (await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel)).ShouldBe(s_blob.Size);
        signIn.Issued.ShouldBe(2);
    }

    [Theory]
    [InlineData("http://{third}/token")]
    [InlineData("http://user:pw@{other}/token")]
    [InlineData("ftp://{other}/token")]
    [InlineData("/token")]
    public async Task Redirect_ToOneWhoseTokensAreAtADoubtfulPlace_AsksForNone(string realm)
    {
        await using var registry = await StartAsync();
        await using var other = await StartAsync();
        await using var third = await FakeRegistry.StartAsync();
        SignIn.Tokens(other, "robot", "secret", realm.Replace("{third}", third.Host, StringComparison.Ordinal).Replace("{other}", other.Host, StringComparison.Ordinal)).AllowAnonymous = true;
        registry.Manners.Fail(RegistryFault.Answer(null, "/blobs/", 307, "", ("Location", $"http://{other.Host}/v2/{Repository}/blobs/{s_blob.Digest}")).Always);
        using var clients = new RegistryClients(registry.OptionsFor("robot", "secret"), new HurriedTime());
        var e = await clients.Of(registry.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldBe($"{other.Host}: HEAD /v2/{Repository}/blobs/{s_blob.Digest} answered 401 ({registry.Host} sent us there; no credentials are)");
        third.Seen.ShouldBeEmpty();
        other.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Token_WrongPassword_IsNotSentForEveryRequest()
    {
        await using var registry = await StartAsync();
        SignIn.Tokens(registry, "robot", "right");
        var time = new ManualTime();
        using var clients = new RegistryClients(registry.OptionsFor("robot", "wr0ng"), time);
        var client = clients.Of(registry.Host);
        for (var i = 0; i < 10; i++) await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        registry.Count("GET", "/token").ShouldBe(1);
        time.Advance(TokenCache.Refusal);
        await client.HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        registry.Count("GET", "/token").ShouldBe(2);
    }

    [Fact]
    public async Task Token_ServiceThatIsNotThere_SaysNothingOfTheBlob()
    {
        await using var registry = await StartAsync();
        SignIn.Tokens(registry, "robot", "secret", $"http://{registry.Host}/v2/nowhere/manifests/x");
        registry.Manners.Fail(RegistryFault.Answer(null, "/nowhere/", 404, ""));
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var e = await clients.Of(registry.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain("asking for a token");
        e.IsNotFound.ShouldBeFalse();
    }

    [Theory]
    [InlineData("ftp://example.org/x", "no http or https URL")]
    [InlineData("http://user:pw@example.org/x", "with a user in it")]
    [InlineData("/v2/team/app/blobs/again", "more than 5 times")]
    public async Task Redirect_ThatMayNotBeFollowed_IsSaid(string location, string problem)
    {
        await using var registry = await StartAsync();
        registry.Manners.Fail(RegistryFault.Answer(null, "/blobs/", 307, "", ("Location", location)).Always);
        using var clients = new RegistryClients(registry.Options, new HurriedTime());
        var e = await clients.Of(registry.Host).HeadBlobAsync(Repository, s_blob.Digest, Cancel).ShouldThrowAsync<RegistryException>();
        e.Message.ShouldContain(problem);
        e.Message.ShouldNotContain("pw");
    }

    [Fact]
    public void RedirectNext_FromHttpsToHttp_IsRefused()
    {
        using var response = new HttpResponseMessage { Headers = { Location = new Uri("http://example.org/x?sig=s3cret") } };
        RegistryRedirect.Next(new Uri("https://example.org/"), response, out var problem).ShouldBeNull();
        problem.ShouldBe("it redirects from https to http, to example.org");
    }

    private static async Task<FakeRegistry> StartAsync()
    {
        var content = new RegistryContent();
        content.AddBlob(Repository, s_blob);
        return await FakeRegistry.StartAsync(content);
    }
}
