using System.Text;
using System.Text.Json.Nodes;
using Fairlead.Formats.Oci;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Images;

/// <summary>An OCI image layout (image specification, image-layout.md) that images, indexes and artifacts are written to; skopeo pushes from it.</summary>
internal sealed class OciLayout : IDisposable
{
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string Config = "application/vnd.oci.image.config.v1+json";
    private const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";
    private const string Empty = "application/vnd.oci.empty.v1+json";
    private const string SimpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json";
    private const string Sbom = "application/spdx+json";

    private readonly TempDirectory _directory = new();
    private readonly string _blobs;

    public OciLayout()
    {
        _blobs = _directory.Subdirectory("blobs/sha256");
        _directory.Write("oci-layout", """{"imageLayoutVersion": "1.0.0"}""");
    }

    /// <summary>Adds an image for one platform.</summary>
    public MadeImage AddImage(string architecture, params IReadOnlyList<ImageLayer> layers)
    {
        var config = Write(Config, Json($$"""
            {
              "architecture": "{{architecture}}", "os": "linux", "config": {},
              "rootfs": {"type": "layers", "diff_ids": [{{string.Join(", ", layers.Select(layer => $"\"{layer.DiffId}\""))}}]}
            }
            """));
        return AddManifest(config, [.. layers.Select(layer => Write(Layer, layer.Content))], architecture: architecture);
    }

    /// <summary>Adds an index of images.</summary>
    public MadeImage AddIndex(params IReadOnlyList<MadeImage> images)
    {
        var manifests = string.Join(", ", images.Select(image => image.Descriptor));
        var index = Write(Index, Json($$"""{"schemaVersion": 2, "mediaType": "{{Index}}", "manifests": [{{manifests}}]}"""));
        return new MadeImage(index.Digest, index.Json, [.. images.SelectMany(image => image.Blobs).Distinct()]);
    }

    /// <summary>Adds an artifact that refers to an image (image specification, manifest.md, "subject").</summary>
    public MadeImage AddReferrer(MadeImage subject, string document) =>
        AddManifest(Write(Empty, "{}"u8.ToArray()), [Write(Sbom, Json(document))], $$""", "artifactType": "{{Sbom}}", "subject": {{subject.Descriptor}}""");

    /// <summary>Adds what cosign pushes as <c>sha256-HEX.sig</c>; the signature is none.</summary>
    public MadeImage AddSignature(MadeImage signed) =>
        AddManifest(
            Write(Config, Json("""{"architecture": "", "os": "", "config": {}, "rootfs": {"type": "layers", "diff_ids": []}}""")),
            [Write(SimpleSigning, Json($$"""{"critical": {"image": {"docker-manifest-digest": "{{signed.Digest}}"}, "type": "cosign container image signature"} }"""))]);

    /// <summary>Pushes an image, an index with all that it names, or an artifact: byte for byte.</summary>
    public async Task PushAsync(MadeImage image, DockerRegistry registry, string repository, string tag)
    {
        var descriptor = JsonNode.Parse(image.Descriptor)!;
        descriptor["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "pushed" };
        _directory.Write("index.json", $$"""{"schemaVersion": 2, "manifests": [{{descriptor.ToJsonString()}}]}""");
        (await ClientCommand.RunAsync(
            Tool.Skopeo, "--insecure-policy", "copy", "--all", "--quiet", "--preserve-digests", "--dest-tls-verify=false",
            $"oci:{_directory.Path}:pushed", $"docker://{registry.Registry}/{repository}:{tag}")).Succeeded();
    }

    /// <summary>A blob's bytes.</summary>
    public byte[] Read(Digest blob) => File.ReadAllBytes(Path.Combine(_blobs, blob.Hex));

    public void Dispose() => _directory.Dispose();

    private MadeImage AddManifest(Content config, IReadOnlyList<Content> layers, string more = "", string? architecture = null)
    {
        var manifest = Write(Manifest, Json($$"""
            {"schemaVersion": 2, "mediaType": "{{Manifest}}", "config": {{config.Json}}, "layers": [{{string.Join(", ", layers.Select(layer => layer.Json))}}]{{more}}}
            """));
        var platform = architecture is null ? "" : $$""", "platform": {"architecture": "{{architecture}}", "os": "linux"}""";
        return new MadeImage(manifest.Digest, manifest.Json[..^1] + platform + "}", [.. layers.Select(layer => layer.Digest).Prepend(config.Digest)]);
    }

    private Content Write(string mediaType, byte[] bytes)
    {
        var digest = Digest.Of(bytes);
        File.WriteAllBytes(Path.Combine(_blobs, digest.Hex), bytes);
        return new Content(digest, $$"""{"mediaType": "{{mediaType}}", "digest": "{{digest}}", "size": {{bytes.Length}}}""");
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private sealed record Content(Digest Digest, string Json);
}
