using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Wanted;

/// <summary>Where blobs come from: a registry, or a store that holds them already. Thread-safe.</summary>
public interface IBlobSource
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>
    /// A blob's bytes from the start, not yet proven; null when the source has none. Broken connections are taken up again inside. A failure is a
    /// <see cref="Registries.RegistryException"/> or <see cref="Stores.StoreException"/>, here or while it is read.
    /// </summary>
    Task<Stream?> OpenAsync(string repository, Digest digest, long size, CancellationToken cancel);

    /// <summary>The size of a blob where no manifest says it; null when the source has none, -1 where it doesn't say.</summary>
    Task<long?> FindSizeAsync(string repository, Digest digest, CancellationToken cancel);
}
