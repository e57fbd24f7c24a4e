using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Registry;

/// <summary>One repository's content. Safe for any number of threads.</summary>
internal sealed class Repository
{
    public ConcurrentDictionary<Digest, Blob> Manifests { get; } = new();

    public ConcurrentDictionary<Digest, Blob> Blobs { get; } = new();

    public ConcurrentDictionary<string, Digest> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The manifest that a tag or a digest names.</summary>
    public bool TryFindManifest(string reference, [NotNullWhen(true)] out Blob? manifest)
    {
        manifest = null;
        return (Digest.TryParse(reference, out var digest) || Tags.TryGetValue(reference, out digest))
            && Manifests.TryGetValue(digest, out manifest);
    }
}
