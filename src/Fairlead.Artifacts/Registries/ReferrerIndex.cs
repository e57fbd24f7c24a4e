using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Registries;

/// <summary>The list of what refers to a manifest, where a registry keeps none itself (OCI distribution specification 1.1, "Referrers Tag Schema").</summary>
internal static class ReferrerIndex
{
    // "+" as it is: it stands in every media type, and nothing here is HTML.
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Its own words for "no manifest has been pushed that refers to this one".
    private static readonly byte[] s_empty = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{OciMediaType.Index}}","manifests":[]}""");

    /// <summary>The tag that the list goes by.</summary>
    public static string TagOf(Digest subject) => $"sha256-{subject.Hex}";

    /// <summary>The list with one more entry, everything else in it byte for byte as it was; null where it has that entry already.</summary>
    /// <param name="list">As it is; null: there is none yet.</param>
    /// <param name="pushed">What refers to the subject.</param>
    /// <param name="manifest">The same, read.</param>
    /// <exception cref="FormatException">It is no such list, or it would become too long.</exception>
    public static byte[]? With(ReadOnlySpan<byte> list, FetchedManifest pushed, Manifest manifest)
    {
        if (list.IsEmpty) list = s_empty;
        var entries = Manifest.Parse(list, OciMediaType.Index).Manifests;
        if (entries.Any(entry => entry.Digest == pushed.Digest)) return null;
        if (entries.Count == Manifest.MaxEntries) throw new FormatException($"it has {Manifest.MaxEntries} entries already");
        var end = EndOfManifests(list);
        return [.. list[..end], .. ","u8[..Math.Min(entries.Count, 1)], .. Entry(pushed, manifest), .. list[end..]];
    }

    // "If the artifactType is empty or missing, its value must be the config descriptor's mediaType. All annotations must be copied."
    private static ReadOnlySpan<byte> Entry(FetchedManifest pushed, Manifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_plain))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", pushed.MediaType);
            json.WriteString("digest", pushed.Digest.ToString());
            json.WriteNumber("size", pushed.Content.Length);
            var artifactType = string.IsNullOrEmpty(manifest.ArtifactType) ? manifest.Config?.MediaType : manifest.ArtifactType;
            if (!string.IsNullOrEmpty(artifactType)) json.WriteString("artifactType", artifactType);
            if (Annotations(pushed.Content.Span) is { IsEmpty: false } annotations)
            {
                json.WritePropertyName("annotations");
                json.WriteRawValue(annotations);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan;
    }

    private static ReadOnlySpan<byte> Annotations(ReadOnlySpan<byte> manifest)
    {
        var json = new Utf8JsonReader(manifest);
        if (!Seek(ref json, "annotations"u8) || json.TokenType != JsonTokenType.StartObject) return [];
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return manifest[start..(int)json.BytesConsumed];
    }

    private static int EndOfManifests(ReadOnlySpan<byte> list)
    {
        var json = new Utf8JsonReader(list);
        if (!Seek(ref json, "manifests"u8) || json.TokenType != JsonTokenType.StartArray) throw new FormatException("it has no list of manifests");
        json.Skip();
        return (int)json.TokenStartIndex;
    }

    // To the value of a field of the document itself. The document has been read once: it is sound JSON.
    private static bool Seek(ref Utf8JsonReader json, ReadOnlySpan<byte> field)
    {
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
            if (json.ValueTextEquals(field)) return json.Read();
            json.Skip();
        }
        return false;
    }
}
