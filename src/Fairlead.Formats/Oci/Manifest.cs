using System.Text.Json;
using Fairlead.Formats.Yaml;

namespace Fairlead.Formats.Oci;

/// <summary>
/// What a manifest or an index says: OCI's image manifest and index (image specification 1.1, manifest.md and image-index.md), Docker's
/// schema 2 with its lists, and schema 1. Immutable.
/// </summary>
/// <param name="Kind">What it is built like.</param>
/// <param name="MediaType">What it is: as it says itself, else as the registry says, else as it looks.</param>
public sealed record Manifest(ManifestKind Kind, string MediaType)
{
    /// <summary>
    /// Bytes at the most. The distribution specification 1.1 ("Pushing Manifests") wants at least 4 megabytes to be supported; containerd takes 8 MiB.
    /// </summary>
    public const int MaxBytes = 8 << 20;

    /// <summary>Layers, or manifests in an index, at the most: far beyond the 127 that container runtimes can mount.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>The config; null in an index, in schema 1 and in an artifact manifest.</summary>
    public Descriptor? Config { get; init; }

    /// <summary>The layers, the lowest first (in schema 1 the topmost first, in its own order), or an artifact's blobs; empty in an index.</summary>
    public IReadOnlyList<Descriptor> Layers { get; init; } = [];

    /// <summary>The manifests of an index.</summary>
    public IReadOnlyList<Descriptor> Manifests { get; init; } = [];

    /// <summary>The manifest that this one refers to.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>What it is if it is no image; null where nothing says so.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>
    /// Reads one. Documents that two readers could take for two different things are refused: a <c>mediaType</c> other than the
    /// <c>Content-Type</c> (distribution specification 1.1, "Pulling manifests"), the fields of two kinds at once (CVE-2021-41190), a field that is
    /// set twice, or in a spelling that only some JSON readers take for it.
    /// </summary>
    /// <param name="json">The bytes.</param>
    /// <param name="contentType">As the registry's header has it, or as an index describes it; null where nothing is known.</param>
    /// <exception cref="FormatException">It is none that can be used. The message says why, on one line.</exception>
    public static Manifest Parse(ReadOnlySpan<byte> json, string? contentType)
    {
        if (json.Length > MaxBytes) throw new FormatException($"larger than {MaxBytes >> 20} MiB");
        try
        {
            return new ManifestParser(json).Read(contentType);
        }
        catch (JsonException e)
        {
            throw new FormatException($"not valid JSON: {Quoted.Text(e.Message)}", e);
        }
        catch (InvalidOperationException e) // Utf8JsonReader's way to say that a text is not UTF-8 or not UTF-16
        {
            throw new FormatException("not valid JSON: a text in it is not valid Unicode", e);
        }
    }
}
