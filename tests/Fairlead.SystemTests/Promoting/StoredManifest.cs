using System.Text.Json;
using Fairlead.Formats.Oci;

namespace Fairlead.SystemTests.Promoting;

/// <summary>A manifest as a registry serves it.</summary>
internal sealed record StoredManifest(byte[] Content, string? MediaType)
{
    /// <summary>The manifests that an index names.</summary>
    public IReadOnlyList<Digest> Children() => Named("manifests");

    /// <summary>Config and layers.</summary>
    public IReadOnlyList<Digest> Blobs() => [.. Named("config"), .. Named("layers")];

    private List<Digest> Named(string key)
    {
        using var manifest = JsonDocument.Parse(Content);
        if (!manifest.RootElement.TryGetProperty(key, out var value)) return [];
        var descriptors = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        return [.. descriptors.Select(descriptor => Digest.Parse(descriptor.GetProperty("digest").GetString()))];
    }
}
