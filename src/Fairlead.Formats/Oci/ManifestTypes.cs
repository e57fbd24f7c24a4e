using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>Which kind of manifest a media type stands for, and what follows from two that are said of one document.</summary>
internal static class ManifestTypes
{
    /// <summary>The type that a manifest is of, which its own field and the registry's header have to agree upon; null where neither says.</summary>
    public static string? Of(string? field, string? header)
    {
        header = Stated(header);
        if (field is null || header is null || IsSame(field, header)) return field ?? header;
        throw new FormatException($"it says it is {Quoted.Text(field)}, but was sent as {Quoted.Text(header)}");
    }

    /// <summary>The kind; null when it is no manifest's type that we know.</summary>
    public static ManifestKind? KindOf(string mediaType) => mediaType switch
    {
        OciMediaType.Manifest or DockerMediaType.Manifest => ManifestKind.Image,
        OciMediaType.Index or DockerMediaType.ManifestList => ManifestKind.Index,
        DockerMediaType.Schema1 or DockerMediaType.SignedSchema1 => ManifestKind.Schema1,
        OciMediaType.ArtifactManifest => ManifestKind.Artifact,
        _ => null,
    };

    /// <summary>The type of a manifest that nothing says the type of.</summary>
    public static string DefaultOf(ManifestKind kind) => kind switch
    {
        ManifestKind.Index => OciMediaType.Index,
        ManifestKind.Schema1 => DockerMediaType.Schema1,
        ManifestKind.Artifact => OciMediaType.ArtifactManifest,
        _ => OciMediaType.Manifest,
    };

    // What registries on top of plain file servers send says nothing.
    private static string? Stated(string? header)
    {
        var type = header.AsSpan();
        var parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        if (type.IsEmpty || Is("application/json", type) || Is("text/plain", type) || Is("application/octet-stream", type)) return null;
        return type.ToString().ToLowerInvariant(); // RFC 9110, 8.3.1: case counts for nothing

        static bool Is(string known, ReadOnlySpan<char> type) => type.Equals(known, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSame(string field, string header) =>
        field == header || (KindOf(field) == ManifestKind.Schema1 && KindOf(header) == ManifestKind.Schema1);
}
