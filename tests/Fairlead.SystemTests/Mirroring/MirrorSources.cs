using Fairlead.SystemTests.Processes;
using Fairlead.SystemTests.Servers;

namespace Fairlead.SystemTests.Mirroring;

/// <summary>The images that mirrors are filled with, pushed once; every test serves them from a registry of its own, whose log is its own.</summary>
public sealed class MirrorSources : IAsyncDisposable
{
    private readonly TempDirectory _storage = new();
    private readonly Lazy<Task<MirrorImages>> _images;

    public MirrorSources() => _images = new(PushAsync);

    internal Task<MirrorImages> ImagesAsync() => _images.Value;

    /// <summary>Starts a registry that has the images. Nothing may be pushed to it.</summary>
    internal async Task<DockerRegistry> StartRegistryAsync()
    {
        await ImagesAsync();
        return await DockerRegistry.StartAsync(_storage.Path);
    }

    /// <summary>Copies the storage of a registry that has the images: for one that is looked after file by file.</summary>
    internal async Task CopyStorageAsync(string folder)
    {
        await ImagesAsync();
        foreach (var directory in Directory.EnumerateDirectories(_storage.Path, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(folder, Path.GetRelativePath(_storage.Path, directory)));
        foreach (var file in Directory.EnumerateFiles(_storage.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(folder, Path.GetRelativePath(_storage.Path, file)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_images.IsValueCreated) (await _images.Value).Dispose();
        _storage.Dispose();
    }

    private async Task<MirrorImages> PushAsync()
    {
        await using var registry = await DockerRegistry.StartAsync(_storage.Path);
        return await MirrorImages.PushAsync(registry);
    }
}
