using System.Text;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Selecting;

/// <summary>Manifests of any shape, as texts.</summary>
internal static class TestManifests
{
    /// <summary>A blob of this text.</summary>
    public static Blob Text(string text, string type = OciMediaType.Layer) => Blob.Of(type, Encoding.UTF8.GetBytes(text));

    /// <summary>How a manifest names a blob or another manifest; <paramref name="more"/> begins with a comma.</summary>
    public static string Descriptor(Blob blob, string more = "") =>
        $$"""{"mediaType":"{{blob.MediaType}}","digest":"{{blob.Digest}}","size":{{blob.Size}}{{more}}}""";

    /// <summary>An image or an artifact.</summary>
    public static Blob Image(Blob config, IEnumerable<string> layers, Blob? subject = null) => Text(
        $$"""{"schemaVersion":2,"mediaType":"{{OciMediaType.Manifest}}","config":{{Descriptor(config)}},"layers":[{{string.Join(',', layers)}}]{{(subject is null ? "" : $",\"subject\":{Descriptor(subject)}")}} }""",
        OciMediaType.Manifest);

    /// <summary>An image of one config and one layer, both of this name.</summary>
    public static Blob Image(string name, Blob? subject = null) => Image(Config(name), [Descriptor(Layer(name))], subject);

    /// <summary>The config of the image of this name.</summary>
    public static Blob Config(string name) => Text($"config of {name}", OciMediaType.Config);

    /// <summary>The layer of the image of this name.</summary>
    public static Blob Layer(string name) => Text($"layer of {name}");

    /// <summary>An index.</summary>
    public static Blob Index(params IEnumerable<string> children) =>
        Text($$"""{"schemaVersion":2,"mediaType":"{{OciMediaType.Index}}","manifests":[{{string.Join(',', children)}}]}""", OciMediaType.Index);

    /// <summary>A child of an index for this platform.</summary>
    public static string Child(Blob manifest, string os, string architecture, string? variant = null) => Descriptor(
        manifest, $",\"platform\":{{\"os\":\"{os}\",\"architecture\":\"{architecture}\"{(variant is null ? "" : $",\"variant\":\"{variant}\"")}}}");
}
