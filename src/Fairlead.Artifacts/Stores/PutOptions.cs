using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Stores;

/// <summary>What is known of an object that is to be put.</summary>
/// <param name="Size">In bytes, exactly.</param>
/// <param name="Digest">SHA-256 of the content: the store's server checks it where it can.</param>
/// <param name="ContentType">What it is served as.</param>
/// <param name="CacheControl">How long caches may keep it; null: nothing is said.</param>
public sealed record PutOptions(long Size, Digest Digest, string ContentType, string? CacheControl)
{
    /// <summary>Keep the digest as metadata of the object, where the store has such: who asks later needn't read it.</summary>
    public bool KeepsDigest { get; init; }

    /// <summary>Put it only where there is no object of this key (<c>If-None-Match: *</c>), where the store knows that.</summary>
    public bool OnlyIfAbsent { get; init; }

    /// <summary>Put it only in the place of the object with this ETag (<c>If-Match</c>), where the store knows that.</summary>
    public string? OnlyIfETag { get; init; }
}
