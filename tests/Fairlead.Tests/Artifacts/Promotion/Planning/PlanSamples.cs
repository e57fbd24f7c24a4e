using System.Text;
using Fairlead.Artifacts.Promotion.Manifests;
using Fairlead.Artifacts.Promotion.Planning;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Promotion.Planning;

/// <summary>Manifests, and what they promote, without files.</summary>
internal static class PlanSamples
{
    /// <summary>One of many manifests that can be told apart.</summary>
    public static Blob BlobOf(int number) => Blob.Of(OciMediaType.Manifest, Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"config":{},"layers":[],"n":{{number}} }"""));

    public static RegistryRoot Root(string name) => RegistryRoot.TryParse(name, out var root, out var problem) ? root : throw new FormatException(problem);

    public static PromotionManifest Manifest(string name, string from, string[] to, params ManifestImage[] images) => new(
        name, Registry(from, isSource: true), [.. to.Select(one => Registry(one, isSource: false))], images);

    public static ManifestImage Image(string name, params (Digest Digest, string[] Tags)[] digests) => new(
        name, [.. digests.Select((entry, line) => new ManifestDigest(entry.Digest, [.. entry.Tags.Select(tag => new ManifestTag(tag, At(name, line + 1)))], At(name, line + 1)))], At(name, 1));

    /// <summary>An edge in one line.</summary>
    public static string Show(PlanEdge edge) =>
        $"{edge.Action} {edge.To}/{edge.Image}{(edge.Tag is null ? "" : ":" + edge.Tag)}@{edge.Digest.Hex[..6]} from {edge.From}{(edge.Was is { } was ? $" was {was.Hex[..6]}" : "")}{(edge.Reason is null ? "" : " refused")}";

    /// <summary>An attachment in one line.</summary>
    public static string Show(PlanAttachment one) => $"{one.To}/{one.Image}:{one.Tag}@{one.Digest.Hex[..6]} from {one.From}";

    private static FilePlace At(string name, int line) => new($"images/{name}.yaml", line, 3);

    private static PromotionRegistry Registry(string name, bool isSource) => new(Root(name), isSource, null, new FilePlace("manifest.yaml", 1, 1));
}
