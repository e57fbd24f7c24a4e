using System.Net;
using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;

namespace Fairlead.SystemTests.Promoting;

/// <summary>What a registry holds, read with a client that is not the one under test.</summary>
/// <param name="registry"><c>127.0.0.1:port</c>.</param>
/// <param name="credentials"><c>user:password</c>, where it wants them.</param>
internal sealed class RegistryContent(string registry, string? credentials = null)
{
    private static readonly string[] Accepted =
    [
        OciMediaType.Manifest, OciMediaType.Index, "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    /// <summary>The repositories that it has.</summary>
    public async Task<IReadOnlyList<string>> RepositoriesAsync() => await NamesAsync("_catalog", "repositories");

    /// <summary>The tags of a repository; none where there is no such repository.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(string repository) => await NamesAsync($"{repository}/tags/list", "tags");

    /// <summary>A manifest as it is served; null where there is none.</summary>
    public async Task<StoredManifest?> FindManifestAsync(string repository, string reference)
    {
        var (content, type) = await GetAsync($"{repository}/manifests/{reference}");
        return content is null ? null : new StoredManifest(content, type);
    }

    /// <summary>The digest that a tag names; null where there is no such tag.</summary>
    public async Task<Digest?> DigestOfAsync(string repository, string tag) =>
        await FindManifestAsync(repository, tag) is { } manifest ? Digest.Of(manifest.Content) : null;

    /// <summary>A blob's bytes; null where the repository hasn't got it.</summary>
    public async Task<byte[]?> FindBlobAsync(string repository, Digest blob) => (await GetAsync($"{repository}/blobs/{blob}")).Content;

    /// <summary>Checks that the manifest is there byte for byte as in another registry, and so is all that it names.</summary>
    public async Task ShouldHoldAsync(string repository, Digest digest, RegistryContent source, string sourceRepository)
    {
        var there = (await source.FindManifestAsync(sourceRepository, digest.ToString())).ShouldNotBeNull();
        var here = (await FindManifestAsync(repository, digest.ToString())).ShouldNotBeNull($"{registry}/{repository}@{digest}");
        here.Content.ShouldBe(there.Content);
        here.MediaType.ShouldBe(there.MediaType);
        foreach (var child in here.Children()) await ShouldHoldAsync(repository, child, source, sourceRepository);
        foreach (var blob in here.Blobs())
            (await FindBlobAsync(repository, blob)).ShouldNotBeNull($"{registry}/{repository} {blob}").ShouldBe(await source.FindBlobAsync(sourceRepository, blob));
    }

    /// <summary>Checks that whatever a tag names is whole: its images, their configs and layers, each what its digest says.</summary>
    public async Task ShouldBeWholeAsync()
    {
        foreach (var repository in await RepositoriesAsync())
        {
            foreach (var tag in await TagsAsync(repository))
                await ShouldBeWholeAsync(repository, (await DigestOfAsync(repository, tag)).ShouldNotBeNull($"{registry}/{repository}:{tag}"));
        }
    }

    private async Task ShouldBeWholeAsync(string repository, Digest digest)
    {
        var manifest = (await FindManifestAsync(repository, digest.ToString())).ShouldNotBeNull($"{registry}/{repository}@{digest}");
        Digest.Of(manifest.Content).ShouldBe(digest);
        foreach (var child in manifest.Children()) await ShouldBeWholeAsync(repository, child);
        foreach (var blob in manifest.Blobs())
            Digest.Of((await FindBlobAsync(repository, blob)).ShouldNotBeNull($"{registry}/{repository} {blob}")).ShouldBe(blob);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string path, string key)
    {
        var (content, _) = await GetAsync(path);
        if (content is null) return [];
        using var answer = JsonDocument.Parse(content);
        // A repository that had tags and has none says null.
        return answer.RootElement.GetProperty(key) is { ValueKind: JsonValueKind.Array } names ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
    }

    private async Task<(byte[]? Content, string? MediaType)> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{registry}/v2/{path}"));
        request.Headers.TryAddWithoutValidation("Accept", Accepted);
        if (credentials is not null) request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(credentials)));
        using var response = await Http.Client.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.NotFound) return (null, null);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.MediaType);
    }
}
