using Fairlead.Artifacts.Registries;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Registries;

public sealed class RegistryClientTests
{
    private const string Repository = "team/app";

    private static readonly Image s_image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, seed: 1, layers: 2, layerSize: 100_000).Build();

    [Fact]
    public async Task Read_ImageOfARegistry_IsAllThere()
    {
        var content = new RegistryContent();
        content.AddImage(Repository, "v1", s_image);
        await using var server = await RegistryServer.StartAsync(content);
        var host = server.BaseAddress.Authority;
        using var clients = new RegistryClients(new RegistryClientOptions { PlainHttp = new HashSet<string> { host } }, TimeProvider.System);
        var client = clients.Of(host);
        var cancel = TestContext.Current.CancellationToken;

        await client.PingAsync(cancel);
        var index = await client.FindManifestAsync(Repository, "v1", cancel);
        index.ShouldNotBeNull();
        index.Digest.ShouldBe(s_image.Index.Digest);
        index.MediaType.ShouldBe(OciMediaType.Index);
        (await client.HeadManifestAsync(Repository, "v1", cancel)).ShouldBe(new ManifestHead(s_image.Index.Digest, OciMediaType.Index, s_image.Index.Size));
        (await client.FindManifestAsync(Repository, "v2", cancel)).ShouldBeNull();
        (await client.ListAsync(Repository, cancel))!.Tags.ShouldBe(["v1"]);
        foreach (var blob in s_image.Blobs.Values)
        {
            (await client.HeadBlobAsync(Repository, blob.Digest, cancel)).ShouldBe(blob.Size);
            await using var stream = await client.OpenBlobAsync(Repository, blob.Digest, blob.Size, cancel);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, cancel);
            Digest.Of(copy.ToArray()).ShouldBe(blob.Digest);
        }
    }
}
