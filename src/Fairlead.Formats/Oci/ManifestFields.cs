using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>Which kinds' own fields a document has: those of one kind, or it could be read as two things.</summary>
internal readonly record struct ManifestFields(bool HasImage, bool HasIndex, bool HasSchema1, bool HasArtifact)
{
    /// <summary>The kind of the document; its fields and its type, where it is known, have to agree.</summary>
    public ManifestKind KindOf(string? type)
    {
        if ((HasImage ? 1 : 0) + (HasIndex ? 1 : 0) + (HasSchema1 ? 1 : 0) + (HasArtifact ? 1 : 0) > 1)
            throw new FormatException("it has the fields of two kinds of manifest ('manifests', 'layers' with 'config', 'fsLayers', 'blobs')");
        ManifestKind? looks = HasImage ? ManifestKind.Image
            : HasIndex ? ManifestKind.Index
            : HasSchema1 ? ManifestKind.Schema1
            : HasArtifact ? ManifestKind.Artifact
            : null;
        if (type is null) return looks ?? throw new FormatException("it is no manifest: it has no 'manifests', 'layers' or 'fsLayers'");
        var kind = ManifestTypes.KindOf(type) ?? throw new FormatException($"it is of type {Quoted.Text(type)}, which is no manifest's");
        if (looks is { } other && other != kind) throw new FormatException($"it is of type {Quoted.Text(type)}, but has the fields of {Article(other)}");
        return kind;
    }

    private static string Article(ManifestKind kind) => kind switch
    {
        ManifestKind.Index => "an index",
        ManifestKind.Schema1 => "a schema 1 manifest",
        ManifestKind.Artifact => "an artifact manifest",
        _ => "an image manifest",
    };
}
