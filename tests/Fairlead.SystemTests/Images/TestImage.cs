using System.Text.Json;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Images;

/// <summary>An image of several layers, each one file of random bytes, in an OCI layout; made by umoci, pushed by skopeo.</summary>
internal sealed class TestImage : IDisposable
{
    private const string LayoutTag = "made";

    private readonly TempDirectory _directory;

    private TestImage(TempDirectory directory, Digest manifest, JsonElement manifestJson, IReadOnlyList<string> files)
    {
        _directory = directory;
        Manifest = manifest;
        Config = DigestOf(manifestJson.GetProperty("config"));
        Layers = [.. manifestJson.GetProperty("layers").EnumerateArray().Select(DigestOf)];
        Files = files;
        using var config = JsonDocument.Parse(File.ReadAllBytes(BlobFile(Config)));
        DiffIds = [.. config.RootElement.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(id => Digest.Parse(id.GetString()))];
    }

    public Digest Manifest { get; }

    public Digest Config { get; }

    public IReadOnlyList<Digest> Layers { get; }

    /// <summary>Digests of the layers unpacked, in the same order (image specification, config.md).</summary>
    public IReadOnlyList<Digest> DiffIds { get; }

    /// <summary>Files on this machine that the image has in its root under the same names.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>All that a client asks for at <c>/blobs/</c>: the config and the layers.</summary>
    public IEnumerable<Digest> Blobs => Layers.Prepend(Config);

    private string Layout => _directory.File("layout");

    /// <summary>Makes an image.</summary>
    /// <param name="layers">How many layers.</param>
    /// <param name="layerBytes">Bytes of each layer's file; they don't compress.</param>
    public static async Task<TestImage> MakeAsync(int layers = 3, int layerBytes = 100_000)
    {
        var directory = new TempDirectory();
        var layout = directory.File("layout");
        var image = $"{layout}:{LayoutTag}";
        (await ClientCommand.RunAsync(Tool.Umoci, "init", "--layout", layout)).Succeeded();
        (await ClientCommand.RunAsync(Tool.Umoci, "new", "--image", image)).Succeeded();
        var files = new List<string>();
        var content = new byte[layerBytes];
        for (var layer = 1; layer <= layers; layer++)
        {
            Random.Shared.NextBytes(content);
            var file = directory.File($"layer-{layer}");
            await File.WriteAllBytesAsync(file, content);
            (await ClientCommand.RunAsync(Tool.Umoci, "insert", "--image", image, file, "/" + Path.GetFileName(file))).Succeeded();
            files.Add(file);
        }

        using var index = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(layout, "index.json")));
        var manifest = DigestOf(index.RootElement.GetProperty("manifests")[0]);
        using var manifestJson = JsonDocument.Parse(await File.ReadAllBytesAsync(BlobFile(layout, manifest)));
        return new TestImage(directory, manifest, manifestJson.RootElement, files);
    }

    /// <summary>Pushes the image, digests unchanged.</summary>
    public async Task PushToAsync(DockerRegistry registry, string repository, string tag) =>
        (await ClientCommand.RunAsync(
            Tool.Skopeo, "--insecure-policy", "copy", "--quiet", "--dest-tls-verify=false",
            $"oci:{Layout}:{LayoutTag}", $"docker://{registry.Registry}/{repository}:{tag}")).Succeeded();

    /// <summary>The file that holds a blob's bytes.</summary>
    public string BlobFile(Digest blob) => BlobFile(Layout, blob);

    public void Dispose() => _directory.Dispose();

    private static string BlobFile(string layout, Digest blob) => Path.Combine(layout, "blobs", "sha256", blob.Hex);

    private static Digest DigestOf(JsonElement descriptor) => Digest.Parse(descriptor.GetProperty("digest").GetString());
}
