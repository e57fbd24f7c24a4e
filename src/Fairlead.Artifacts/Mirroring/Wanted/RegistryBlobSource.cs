using Fairlead.Artifacts.Registries;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Mirroring.Wanted;

/// <summary>Blobs of a registry's repositories.</summary>
public sealed class RegistryBlobSource(RegistryClient client) : IBlobSource
{
    /// <inheritdoc/>
    public string Name => client.Host;

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string repository, Digest digest, long size, CancellationToken cancel)
    {
        try
        {
            return await client.OpenBlobAsync(repository, digest, size < 0 ? null : size, cancel).ConfigureAwait(false);
        }
        catch (RegistryException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task<long?> FindSizeAsync(string repository, Digest digest, CancellationToken cancel) => client.HeadBlobAsync(repository, digest, cancel);
}
