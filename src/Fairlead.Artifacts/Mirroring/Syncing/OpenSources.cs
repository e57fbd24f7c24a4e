using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Artifacts.Mirroring.Syncing;

/// <summary>The sources of a run, ready to be walked: stores opened, redirectors asked. Disposing closes the stores.</summary>
internal sealed class OpenSources : IAsyncDisposable
{
    private readonly List<SourceSpec> _specs = [];
    private readonly List<WalkFailure> _failures = [];
    private readonly List<IBlobStore> _stores = [];
    private readonly HashSet<Formats.Oci.Digest> _missing = [];

    /// <summary>What can be walked.</summary>
    public IReadOnlyList<SourceSpec> Specs => _specs;

    /// <summary>What can't.</summary>
    public IReadOnlyList<WalkFailure> Failures => _failures;

    /// <summary>Blobs that redirectors miss, each once; of the registries that were asked for.</summary>
    public IReadOnlySet<Formats.Oci.Digest> Missing => _missing;

    /// <summary>How many they miss of other registries.</summary>
    public long OfOtherRegistries { get; private set; }

    /// <summary>Opens all sources.</summary>
    public static async Task<OpenSources> OpenAsync(IReadOnlyList<SourceSpec> specs, TimeProvider time, CancellationToken cancel)
    {
        var sources = new OpenSources();
        try
        {
            foreach (var spec in specs) await sources.AddAsync(spec, time, cancel).ConfigureAwait(false);
            return sources;
        }
        catch
        {
            await sources.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AddAsync(SourceSpec spec, TimeProvider time, CancellationToken cancel)
    {
        switch (spec)
        {
            case StoreUrlSource store:
                try
                {
                    var opened = store.Url.Open(time);
                    _stores.Add(opened);
                    _specs.Add(new StoreSource(opened, store.Url.Keys, store.Selection));
                }
                catch (StoreException failure)
                {
                    _failures.Add(new WalkFailure(store.Url.Text, failure.Message));
                }
                break;
            case MissingSource missing:
                try
                {
                    var list = await MissingRequest.SendAsync(missing, cancel).ConfigureAwait(false);
                    OfOtherRegistries += list.OfOtherRegistries;
                    foreach (var (digest, _) in list.Blobs) _missing.Add(digest);
                    _specs.Add(new BlobListSource(missing.Host, list.Blobs, missing.Selection));
                }
                catch (IOException failure)
                {
                    _failures.Add(new WalkFailure(missing.Url.ToString(), failure.Message));
                }
                break;
            default:
                _specs.Add(spec);
                break;
        }
    }
}
