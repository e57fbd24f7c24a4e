using Fairlead.Artifacts.Stores;
using Fairlead.Demo.Images;
using Fairlead.Demo.Registry;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;
using Platform = Fairlead.Formats.Oci.Platform;

namespace Fairlead.Tests.Cli;

/// <summary>A registry with images, and folders to copy them to; all gone after the test.</summary>
internal sealed class SyncWorld : IAsyncDisposable
{
    public const string Repository = "team/app";

    private readonly string _folder = Directory.CreateTempSubdirectory("fairlead-sync-").FullName;

    private SyncWorld(RegistryServer registry, RegistryContent content, Image image) => (Registry, Content, Image) = (registry, content, image);

    public RegistryServer Registry { get; }

    public RegistryContent Content { get; }

    /// <summary>What <c>team/app:v1</c> names: two platforms, some layers, the largest of 300 KB.</summary>
    public Image Image { get; }

    /// <summary><c>HOST:PORT</c>.</summary>
    public string Host => Registry.BaseAddress.Authority;

    public IEnumerable<Digest> Blobs => Image.Blobs.Keys;

    public static async Task<SyncWorld> StartAsync()
    {
        var image = new ImageBuilder().AddSeeded(Platform.LinuxAmd64, 1, 6, 20_000).AddSeeded(Platform.LinuxArm64, 100, 2, 300_000).Build();
        var content = new RegistryContent();
        content.AddImage(Repository, "v1", image);
        return new SyncWorld(await RegistryServer.StartAsync(content, cancel: TestContext.Current.CancellationToken), content, image);
    }

    /// <summary>Path of something in the folder of this world.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>URL of a store of this name, whose folder is made.</summary>
    public string Store(string name) => "file://" + Directory.CreateDirectory(File(name)).FullName;

    /// <summary>The digests of the blobs that a store holds, each with the right content.</summary>
    public IEnumerable<Digest> Held(string name)
    {
        var folder = Path.Combine(File(name), "containers", "images");
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder).Select(path =>
        {
            var digest = Digest.Of(System.IO.File.ReadAllBytes(path));
            Path.GetFileName(path).ShouldBe(digest.ToString());
            return digest;
        });
    }

    /// <summary>Everything that is in a store, by its path in there.</summary>
    public IEnumerable<string> Files(string name) => Directory.EnumerateFiles(File(name), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(File(name), path));

    public Inventory Inventory(string name, string key = "containers/inventory")
    {
        using var file = System.IO.File.OpenRead(Path.Combine(File(name), key));
        return InventoryFile.Read(file);
    }

    /// <summary>Runs the verb; the registry is known as one that speaks plain HTTP.</summary>
    public Task<CommandRun> SyncAsync(params string[] args) => CommandRun.InProcessAsync(Arguments(args));

    /// <summary>Runs it as a program of its own, for its JSON.</summary>
    public Task<CommandRun> SyncProgramAsync(params string[] args) => CommandRun.ProgramAsync(null, Arguments(args));

    public StoreUrl Url(string name)
    {
        StoreUrl.TryParse(Store(name), out var url, out var problem).ShouldBeTrue(problem);
        return url!;
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] Arguments(string[] args) => ["sync", "--plain-http", Host, "--cache", File("cache"), .. args];
}
