using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Stores;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

/// <summary>A source and some stores, and a copier between them with little memory.</summary>
internal sealed class CopyWorld
{
    public CopyWorld(int stores) => Stores = [.. Enumerable.Range(0, stores).Select(i => new MemoryStore($"store-{i}"))];

    public MemorySource Source { get; } = new("registry.test");

    public MemoryStore[] Stores { get; }

    public RecordingObserver Observer { get; } = new();

    /// <summary>Chunks of 4 KiB, and no memory beside the two that each blob may have in any case.</summary>
    public CopyOptions Options { get; set; } = new() { Jobs = 1, BufferBytes = 8 << 10 };

    public Task<CopyReport> CopyAsync(params WantedBlob[] blobs) => CopyAsync(TestContext.Current.CancellationToken, blobs);

    public Task<CopyReport> CopyAsync(CancellationToken cancel, params WantedBlob[] blobs) =>
        new BlobCopier(Options, new HurriedTime()).CopyAsync(blobs, [.. Stores.Select(store => store.AsDestination())], false, Observer, cancel);

    public static string KeyOf(WantedBlob blob) => KeyTemplate.Default.KeyOf(blob.Digest);

    public void ShouldHold(MemoryStore store, params WantedBlob[] blobs)
    {
        foreach (var blob in blobs) store.Objects.GetValueOrDefault(KeyOf(blob)).ShouldBe(Source.Of(blob));
    }
}
