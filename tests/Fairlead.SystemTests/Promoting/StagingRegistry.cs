using Fairlead.SystemTests.Mirroring;
using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Promoting;

/// <summary>
/// The registry that images are promoted from, with a storage of its own. When it is disposed of, its storage has to be as it was, byte for byte (the
/// folders of uploads count), and nobody may have asked it for anything but to read: promoting puts nothing at all into the source.
/// </summary>
internal sealed class StagingRegistry : IAsyncDisposable
{
    private readonly TempDirectory _storage;
    private readonly DockerRegistry _registry;
    private readonly IReadOnlyList<string> _before;

    private StagingRegistry(TempDirectory storage, DockerRegistry registry) => (_storage, _registry, _before) = (storage, registry, FolderContent.Of(storage.Path));

    /// <summary>The registry, to ask.</summary>
    public DockerRegistry Server => _registry;

    /// <summary>What a client calls it: <c>127.0.0.1:port</c>.</summary>
    public string Registry => _registry.Registry;

    /// <summary>Starts one with the images of mirrors.</summary>
    public static async Task<StagingRegistry> StartAsync(MirrorSources sources)
    {
        var storage = new TempDirectory();
        await sources.CopyStorageAsync(storage.Path);
        return new StagingRegistry(storage, await DockerRegistry.StartAsync(storage.Path));
    }

    public async ValueTask DisposeAsync()
    {
        // A log of its own: tests may have taken sections of the registry's.
        var asked = await _registry.WholeLogAsync();
        await _registry.DisposeAsync();
        var after = FolderContent.Of(_storage.Path);
        _storage.Dispose();
        asked.ShouldAllBe(entry => entry.Method == "GET" || entry.Method == "HEAD", "the source is only read");
        after.ShouldBe(_before, "the source is as it was");
    }
}
