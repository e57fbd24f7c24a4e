using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Selecting;
using Fairlead.Artifacts.Mirroring.Syncing;
using Fairlead.Artifacts.Mirroring.Verifying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Artifacts.Registries;
using Fairlead.Artifacts.Stores;
using Fairlead.Demo.Images;
using Fairlead.Formats.Inventories;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>A folder as a mirror, filled from a source in memory, so that a test has only to break it. Removed after the test.</summary>
internal sealed class VerifiedMirror : IDisposable
{
    private readonly Dictionary<Digest, byte[]> _blobs = [];

    /// <param name="blobs">How many; the first is empty, the second large enough for several pieces.</param>
    public VerifiedMirror(int blobs = 5)
    {
        for (var i = 0; i < blobs; i++)
        {
            var content = SeededContent.Of((ulong)i + 1, i switch { 0 => 0, 1 => 700_000, _ => 1000 + i });
            var digest = Digest.Of(content);
            _blobs.Add(digest, content);
            Source.Put(digest, content);
            Write(digest, content);
        }
        WriteInventory();
    }

    public MemorySource Source { get; } = new();

    public RecordingObserver Observer { get; } = new();

    /// <summary>All blobs, as they were put.</summary>
    public IReadOnlyList<Digest> Digests => [.. _blobs.Keys];

    public string Folder { get; } = Directory.CreateTempSubdirectory("fairlead-verify-").FullName;

    public string InventoryPath => Path.Combine(Folder, SyncDestination.DefaultInventoryKey);

    /// <summary>What the sources are made of.</summary>
    public WalkReport Walk => new(1, [.. _blobs.Select(one => new WantedBlob(one.Key, one.Value.Length, [new BlobLocation(Source, "team/app")]))], 0, []);

    public byte[] Content(Digest digest) => _blobs[digest];

    public string PathOf(Digest digest) => Path.Combine(Folder, KeyTemplate.Default.KeyOf(digest));

    public void Write(Digest digest, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(digest))!);
        File.WriteAllBytes(PathOf(digest), content);
    }

    /// <summary>The same size, another byte.</summary>
    public void Damage(Digest digest)
    {
        var content = Content(digest).ToArray();
        content[content.Length / 2] ^= 1;
        Write(digest, content);
    }

    /// <summary>Writes the inventory of what was put, but for some, and with others.</summary>
    public void WriteInventory(IEnumerable<Digest>? without = null, IEnumerable<Digest>? with = null)
    {
        var builder = new InventoryBuilder();
        foreach (var (digest, content) in _blobs.Where(one => without?.Contains(one.Key) != true)) builder.Add(digest, content.Length, ["team/app"]);
        foreach (var digest in with ?? []) builder.Add(digest, 1, []);
        Directory.CreateDirectory(Path.GetDirectoryName(InventoryPath)!);
        using var file = File.Create(InventoryPath);
        InventoryFile.Write(builder.Build(DateTimeOffset.UnixEpoch), file);
    }

    public IReadOnlyList<Digest> InventoryDigests()
    {
        using var file = File.OpenRead(InventoryPath);
        return [.. InventoryFile.Read(file).Digests];
    }

    /// <summary>Verifies it.</summary>
    /// <param name="options">What is looked at.</param>
    /// <param name="walk">What it has to hold; null where nobody says.</param>
    /// <param name="wrap">Another store around the folder's.</param>
    /// <param name="cancel">Ends it; else only the test does.</param>
    public async Task<VerifyReport> VerifyAsync(VerifyOptions options, WalkReport? walk, Func<IBlobStore, IBlobStore>? wrap = null, CancellationToken? cancel = null)
    {
        StoreUrl.TryParse("file://" + Folder, out var url, out var problem).ShouldBeTrue(problem);
        await using var open = OpenDestination.Open(new SyncDestination(url!, SyncDestination.DefaultInventoryKey), TimeProvider.System);
        var destination = open.Destination! with { Store = wrap?.Invoke(open.Destination!.Store) ?? open.Destination!.Store };
        using var registries = new RegistryClients(new RegistryClientOptions(), TimeProvider.System);
        return await new VerifyRun(registries, options, TimeProvider.System)
            .CompareAsync(walk, [open with { Destination = destination }], Observer, cancel ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Everything is as it was put, and the inventory says so.</summary>
    public void ShouldBeWhole()
    {
        foreach (var (digest, content) in _blobs) File.ReadAllBytes(PathOf(digest)).ShouldBe(content, digest.ToString());
        InventoryDigests().ShouldBe(_blobs.Keys.Order());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
