using System.Collections.Concurrent;
using Fairlead.Demo.Images;
using Fairlead.Formats.Oci;

namespace Fairlead.Demo.Registry;

/// <summary>
/// What a <see cref="RegistryServer"/> serves, in memory; it can be changed while it is served. Several servers may share one.
/// Safe for any number of threads. A name or tag outside the specification's grammar is an <see cref="ArgumentException"/>.
/// </summary>
public sealed class RegistryContent
{
    private readonly ConcurrentDictionary<string, Repository> _repositories = new(StringComparer.Ordinal);

    /// <summary>Adds all of an image to a repository and lets the tag name its index.</summary>
    public void AddImage(string repository, string tag, Image image)
    {
        // From the leaves up: nobody finds a tag whose image isn't whole yet.
        foreach (var blob in image.Blobs.Values) AddBlob(repository, blob);
        foreach (var manifest in image.Manifests.Values) AddManifest(repository, manifest);
        Tag(repository, tag, image.Index.Digest);
    }

    /// <summary>Adds a manifest of any media type under its digest.</summary>
    public void AddManifest(string repository, Blob manifest) => GetOrAdd(repository).Manifests[manifest.Digest] = manifest;

    /// <summary>Adds a config or layer.</summary>
    public void AddBlob(string repository, Blob blob) => GetOrAdd(repository).Blobs[blob.Digest] = blob;

    /// <summary>Lets a tag name a manifest, whatever it named before.</summary>
    public void Tag(string repository, string tag, Digest manifest)
    {
        if (!TagName.IsValid(tag)) throw new ArgumentException($"not a tag: '{tag}'", nameof(tag));
        GetOrAdd(repository).Tags[tag] = manifest;
    }

    /// <summary>Removes a manifest; tags that named it now name nothing that is there.</summary>
    /// <returns>Whether it was there.</returns>
    public bool RemoveManifest(string repository, Digest digest) => Find(repository)?.Manifests.TryRemove(digest, out _) ?? false;

    /// <summary>Removes a config or layer.</summary>
    /// <returns>Whether it was there.</returns>
    public bool RemoveBlob(string repository, Digest digest) => Find(repository)?.Blobs.TryRemove(digest, out _) ?? false;

    /// <summary>The names of all repositories, in no order.</summary>
    public IEnumerable<string> Repositories => _repositories.Keys;

    /// <summary>A repository's tags and what they name; empty where there is no such repository.</summary>
    public IReadOnlyDictionary<string, Digest> Tags(string repository) =>
        Find(repository)?.Tags ?? (IReadOnlyDictionary<string, Digest>)new Dictionary<string, Digest>();

    /// <summary>A repository's manifests, those without a tag among them, in no order; empty where there is no such repository.</summary>
    public IReadOnlyCollection<Blob> Manifests(string repository) => Find(repository)?.Manifests.Values.ToArray() ?? [];

    /// <summary>A manifest by tag or digest; null where there is none.</summary>
    public Blob? FindManifest(string repository, string reference) =>
        Find(repository) is { } found && found.TryFindManifest(reference, out var manifest) ? manifest : null;

    /// <summary>A config or layer; null where there is none.</summary>
    public Blob? FindBlob(string repository, Digest digest) => Find(repository)?.Blobs.GetValueOrDefault(digest);

    internal Repository? Find(string repository) => _repositories.GetValueOrDefault(repository);

    private Repository GetOrAdd(string name)
    {
        if (!RepositoryName.IsValid(name)) throw new ArgumentException($"not a repository name: '{name}'", nameof(name));
        return _repositories.GetOrAdd(name, _ => new Repository());
    }
}
