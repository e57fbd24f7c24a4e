using System.Security.Cryptography;
using System.Text;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Registries.Credentials;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Registries;

/// <summary>The client against the registry that most others are measured by.</summary>
public sealed class RegistryClientTests
{
    private const string Repository = "team/app";

    // htpasswd -B: robot, "secret".
    private const string User = "robot:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

    private const string Configuration = """
        catalog:
          maxentries: 2
        auth:
          htpasswd:
            realm: a test's
            path: {directory}/htpasswd
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ping_WithTheWrongPassword_IsRefused()
    {
        await using var registry = await StartAsync();
        using var wrong = Clients(registry, "guess");
        var e = await Should.ThrowAsync<RegistryException>(() => wrong.Of(registry.Registry).PingAsync(Cancel));
        e.Message.ShouldContain("401");
        using var right = Clients(registry);
        await right.Of(registry.Registry).PingAsync(Cancel);
    }

    [Fact]
    public async Task PushAndRead_ImagesOfBothKinds_AreTheSame()
    {
        await using var registry = await StartAsync();
        using var clients = Clients(registry);
        var client = clients.Of(registry.Registry);
        var config = Encoding.UTF8.GetBytes("{}");
        await PushAsync(client, config);
        var manifest = Text(OciMediaType.Manifest, $$$"""
            {"schemaVersion":2,"mediaType":"{{{OciMediaType.Manifest}}}","config":{"mediaType":"{{{OciMediaType.Config}}}","digest":"{{{Digest.Of(config)}}}","size":2},"layers":[]}
            """);
        var docker = Text(DockerMediaType.Manifest, $$$"""
            {"schemaVersion":2,"mediaType":"{{{DockerMediaType.Manifest}}}","config":{"mediaType":"{{{DockerMediaType.Config}}}","digest":"{{{Digest.Of(config)}}}","size":2},"layers":[]}
            """);
        foreach (var one in new[] { manifest, docker }) await client.PutManifestAsync(Repository, one.Digest.ToString(), one, Cancel);
        FetchedManifest[] lists = [List(OciMediaType.Index, manifest), List(DockerMediaType.ManifestList, docker)];
        foreach (var (list, tag) in lists.Zip(["oci", "docker"]))
        {
            await client.PutManifestAsync(Repository, tag, list, Cancel);
            var found = (await client.FindManifestAsync(Repository, tag, Cancel)).ShouldNotBeNull();
            (found.Digest, found.MediaType).ShouldBe((list.Digest, list.MediaType));
            found.Content.ToArray().ShouldBe(list.Content.ToArray());
            (await client.HeadManifestAsync(Repository, tag, Cancel)).ShouldBe(new ManifestHead(list.Digest, list.MediaType, list.Content.Length));
        }
        (await client.ListAsync(Repository, Cancel)).ShouldNotBeNull().Tags.ShouldBe(["docker", "oci"], ignoreOrder: true);
        (await client.ListAsync("nothing", Cancel)).ShouldBeNull();
        (await client.FindManifestAsync(Repository, "nothing", Cancel)).ShouldBeNull();

        // It has no referrers API: its list is the fallback tag's.
        var signature = Text(OciMediaType.Manifest, Encoding.UTF8.GetString(manifest.Content.Span).Replace(
            "\"layers\":[]", $$"""
            "layers":[],"subject":{"mediaType":"{{OciMediaType.Manifest}}","digest":"{{manifest.Digest}}","size":{{manifest.Content.Length}} }
            """, StringComparison.Ordinal));
        await client.PutManifestAsync(Repository, signature.Digest.ToString(), signature, Cancel);
        (await client.ListReferrersAsync(Repository, manifest.Digest, Cancel)).ShouldHaveSingleItem().Digest.ShouldBe(signature.Digest);

        // The registry lists two at once, and refuses to list more.
        foreach (var other in new[] { "other/a", "other/b" })
        {
            (await client.TryMountBlobAsync(other, Digest.Of(config), Repository, Cancel)).ShouldBeTrue();
            await client.PutManifestAsync(other, "v1", manifest, Cancel);
        }
        (await client.ListRepositoriesAsync(Cancel).ToListAsync(Cancel)).ShouldBe(["other/a", "other/b", Repository]);
    }

    [Fact]
    public async Task PushBlob_InChunks_IsReadBackFromAnyPlace()
    {
        await using var registry = await StartAsync();
        using var clients = Clients(registry);
        var client = clients.Of(registry.Registry);
        var content = RandomNumberGenerator.GetBytes((64 << 20) + 1000); // more than goes in one piece
        await PushAsync(client, content);
        (await registry.Log.TakeAsync()).Where(entry => entry.Status < 300).Select(entry => entry.Method).ShouldBe(["POST", "PATCH", "PUT"]);
        var digest = Digest.Of(content);
        (await client.HeadBlobAsync(Repository, digest, Cancel)).ShouldBe(content.Length);
        await using var blob = await client.OpenBlobAsync(Repository, digest, content.Length, Cancel);
        Digest.Parse("sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(blob, Cancel))).ShouldBe(digest);
        (await client.HeadBlobAsync(Repository, Digest.Of([1]), Cancel)).ShouldBeNull();
    }

    private static Task PushAsync(RegistryClient client, byte[] content) =>
        client.PushBlobAsync(Repository, Digest.Of(content), content.Length, _ => Task.FromResult<Stream>(new MemoryStream(content)), Cancel);

    private static FetchedManifest Text(string mediaType, string text) => new(Digest.Of(Encoding.UTF8.GetBytes(text)), mediaType, Encoding.UTF8.GetBytes(text));

    private static FetchedManifest List(string mediaType, FetchedManifest of) => Text(mediaType, $$$"""
        {"schemaVersion":2,"mediaType":"{{{mediaType}}}","manifests":[{"mediaType":"{{{of.MediaType}}}","digest":"{{{of.Digest}}}","size":{{{of.Content.Length}}},"platform":{"os":"linux","architecture":"amd64"}}]}
        """);

    private static Task<DockerRegistry> StartAsync() => DockerRegistry.StartAsync(more: Configuration, files: ("htpasswd", User));

    private static RegistryClients Clients(DockerRegistry registry, string secret = "secret")
    {
        var credentials = new RegistryCredentials();
        credentials.Add(registry.Registry, "robot", secret);
        return new RegistryClients(new RegistryClientOptions { PlainHttp = new HashSet<string> { registry.Registry }, Credentials = credentials }, TimeProvider.System);
    }
}
