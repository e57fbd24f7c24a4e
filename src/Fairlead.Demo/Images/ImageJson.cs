using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Images;

/// <summary>
/// The three documents of an image (OCI image specification 1.1, image-index.md, manifest.md, config.md).
/// The same input makes the same bytes.
/// </summary>
internal static class ImageJson
{
    /// <summary>When every image was made: fixed, because a clock in it would change the digests.</summary>
    public static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Media types hold a plus sign, which the default encoder escapes for the sake of HTML that these documents never meet.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Config(Platform platform, IReadOnlyList<Layer> layers) => Write(json =>
    {
        json.WriteString("created"u8, Created);
        json.WriteString("architecture"u8, platform.Architecture);
        json.WriteString("os"u8, platform.Os);
        json.WriteStartObject("config"u8);
        json.WriteEndObject();
        json.WriteStartObject("rootfs"u8);
        json.WriteString("type"u8, "layers"u8);
        json.WriteStartArray("diff_ids"u8);
        foreach (var layer in layers) json.WriteStringValue(layer.DiffId.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("history"u8);
        foreach (var layer in layers)
        {
            json.WriteStartObject();
            json.WriteString("created"u8, Created);
            json.WriteString("created_by"u8, "fairlead demo"u8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Manifest(Blob config, IReadOnlyList<Layer> layers) => Write(json =>
    {
        json.WriteNumber("schemaVersion"u8, 2);
        json.WriteString("mediaType"u8, OciMediaType.Manifest);
        json.WritePropertyName("config"u8);
        WriteDescriptor(json, config, platform: null);
        json.WriteStartArray("layers"u8);
        foreach (var layer in layers) WriteDescriptor(json, layer.Blob, platform: null);
        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Index(IReadOnlyList<PlatformImage> images) => Write(json =>
    {
        json.WriteNumber("schemaVersion"u8, 2);
        json.WriteString("mediaType"u8, OciMediaType.Index);
        json.WriteStartArray("manifests"u8);
        foreach (var image in images) WriteDescriptor(json, image.Manifest, image.Platform);
        json.WriteEndArray();
    });

    private static void WriteDescriptor(Utf8JsonWriter json, Blob blob, Platform? platform)
    {
        json.WriteStartObject();
        json.WriteString("mediaType"u8, blob.MediaType);
        json.WriteString("digest"u8, blob.Digest.ToString());
        json.WriteNumber("size"u8, blob.Size);
        if (platform is not null)
        {
            json.WriteStartObject("platform"u8);
            json.WriteString("architecture"u8, platform.Architecture);
            json.WriteString("os"u8, platform.Os);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
