using System.Collections.Concurrent;
using System.Globalization;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Files.Copying;

/// <summary>Files of a store as a copier of blobs takes them: a file's name stands where a blob's repository does. Nothing is ever put here.</summary>
internal sealed class FileSource(IBlobStore store) : IBlobSource
{
    private readonly ConcurrentDictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => store.Name;

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string repository, Digest digest, long size, CancellationToken cancel)
    {
        if (await store.DescribeAsync(repository, cancel).ConfigureAwait(false) is not { } facts) throw Wrong(repository, "it is gone since it was listed");
        if (facts.Object.Size != size)
            throw Wrong(repository, string.Create(CultureInfo.InvariantCulture, $"it has {facts.Object.Size} bytes now, and had {size} when it was listed"));
        if (facts.Vouched is { } actual && actual != digest) throw Wrong(repository, $"it is another file than the manifest says: its SHA-256 is {actual.Hex}");
        if (facts.ContentType is { } type) _types[repository] = type;
        return await store.OpenAsync(repository, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<long?> FindSizeAsync(string repository, Digest digest, CancellationToken cancel) =>
        (await store.FindAsync(repository, cancel).ConfigureAwait(false))?.Size;

    /// <summary>What a file that was opened is served as here; null where that isn't known.</summary>
    public string? TypeOf(string file) => _types.GetValueOrDefault(file);

    private StoreException Wrong(string file, string why) => new($"{Name}: {file}: {why}", isTransient: false);
}
