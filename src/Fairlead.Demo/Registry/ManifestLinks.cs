using System.Text.Json;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Registry;

/// <summary>What manifests say of each other and of blobs (OCI image specification 1.1, manifest.md, image-index.md).</summary>
internal static class ManifestLinks
{
    /// <summary>Writes the index of all manifests whose subject is this one (OCI distribution specification 1.1, "Listing Referrers").</summary>
    public static void WriteReferrers(Utf8JsonWriter json, IEnumerable<Blob> manifests, Digest subject)
    {
        json.WriteNumber("schemaVersion"u8, 2);
        json.WriteString("mediaType"u8, OciMediaType.Index);
        json.WriteStartArray("manifests"u8);
        foreach (var manifest in manifests.Where(manifest => SubjectOf(manifest.Content) == subject).OrderBy(manifest => manifest.Digest.ToString(), StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("mediaType"u8, manifest.MediaType);
            json.WriteString("digest"u8, manifest.Digest.ToString());
            json.WriteNumber("size"u8, manifest.Size);
            if (ArtifactTypeOf(manifest.Content) is { } type) json.WriteString("artifactType"u8, type);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What a manifest refers to; null where it refers to nothing.</summary>
    public static Digest? SubjectOf(ReadOnlyMemory<byte> manifest)
    {
        if (manifest.Span.IndexOf("\"subject\""u8) < 0) return null; // most don't: nothing to parse
        using var json = JsonDocument.Parse(manifest);
        return json.RootElement.TryGetProperty("subject", out var subject) ? DigestOf(subject) : null;
    }

    /// <summary>Whether all blobs and manifests that a manifest is made of are in the repository.</summary>
    public static bool AreThere(ReadOnlyMemory<byte> manifest, Repository repository)
    {
        using var json = JsonDocument.Parse(manifest);
        var root = json.RootElement;
        var blobs = Members(root, "layers").Where(layer => !layer.TryGetProperty("urls", out _)).ToList(); // those are had from elsewhere
        if (root.TryGetProperty("config", out var config)) blobs.Add(config);
        return blobs.TrueForAll(blob => DigestOf(blob) is { } digest && repository.Blobs.ContainsKey(digest))
            && Members(root, "manifests").All(child => DigestOf(child) is { } digest && repository.Manifests.ContainsKey(digest));
    }

    private static IEnumerable<JsonElement> Members(JsonElement root, string name) =>
        root.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Array ? members.EnumerateArray() : [];

    private static string? ArtifactTypeOf(ReadOnlyMemory<byte> manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        if (json.RootElement.TryGetProperty("artifactType", out var type)) return type.GetString();
        return json.RootElement.TryGetProperty("config", out var config) && config.TryGetProperty("mediaType", out type) ? type.GetString() : null;
    }

    private static Digest? DigestOf(JsonElement descriptor) =>
        descriptor.TryGetProperty("digest", out var text) && Digest.TryParse(text.GetString(), out var digest) ? digest : null;
}
