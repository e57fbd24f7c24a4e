using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

public sealed class BlobCopierPropertyTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    /// <summary>Faults of all kinds at random: nothing wrong is ever seen, and with enough attempts everything arrives.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Copy_RandomFaults_NothingWrongIsVisibleAndAllArrives(int seed)
    {
        var random = new Random(seed);
        var world = new CopyWorld(random.Next(1, 5))
        {
            Options = new() { Jobs = random.Next(1, 6), BufferBytes = random.Next(1, 200_000), MaxAttempts = 200, MaxFailuresInARow = int.MaxValue },
        };
        var blobs = Enumerable.Range(0, 40).Select(i => world.Source.Add(SizeOf(random), seed: (seed * 1_000) + i)).DistinctBy(blob => blob.Digest).ToArray();
        world.Source.OnOpen = (content, _) => Open(content);
        foreach (var store in world.Stores)
        {
            store.PieceBytes = random.Next(1, 9_000) + 200;
            store.Copies = random.Next(4) == 0;
            var slowness = random.Next(3);
            store.OnWay = (put, _) => OnWayAsync(store, put, slowness);
        }
        var other = new MemorySource("other.test") { OnOpen = world.Source.OnOpen };
        foreach (var blob in blobs) other.Add(world.Source.Of(blob));
        var wanted = blobs.Select(blob => random.Next(2) == 0 ? blob : blob with { Locations = [other.At, world.Source.At] }).ToArray();

        var report = await world.CopyAsync(wanted);

        report.Failures.ShouldBeEmpty();
        foreach (var store in world.Stores)
        {
            world.ShouldHold(store, blobs);
            store.Objects.Count.ShouldBe(blobs.Length);
        }
        report.Destinations.ShouldAllBe(one => one.Copied.Blobs == blobs.Length && one.Held.Count == blobs.Length);
        world.Observer.Bytes.ShouldBe(world.Stores.Length * blobs.Sum(blob => blob.Size));
    }

    private static int SizeOf(Random random) => random.Next(4) switch
    {
        0 => random.Next(3),
        1 => 4_096 * random.Next(1, 6),
        2 => random.Next(5_000),
        _ => random.Next(80_000),
    };

    private static ScriptedStream Open(byte[] content)
    {
        var piece = Random.Shared.Next(1, 10_000) + 100;
        return Random.Shared.Next(12) switch
        {
            0 => new(content[..Random.Shared.Next(content.Length + 1)], piece),
            1 => new([.. content, 7], piece),
            2 => new(content, piece, failsAfter: Random.Shared.Next(content.Length + 1)),
            3 => new(Damaged(content), piece),
            4 => throw new IOException("no route to host"),
            _ => new(content, piece),
        };
    }

    private static byte[] Damaged(byte[] content)
    {
        byte[] wrong = [.. content];
        // Never the same twice, since that would be no accident on the way.
        if (wrong.Length >= 8) Random.Shared.NextBytes(wrong.AsSpan(Random.Shared.Next(wrong.Length - 7), 8));
        return wrong;
    }

    private static async Task OnWayAsync(MemoryStore store, MemoryPut put, int slowness)
    {
        // What is visible at any time is whole and right.
        if (store.Objects.TryGetValue(put.Key, out var seen) && KeyTemplate.Default.KeyOf(Digest.Of(seen)) != put.Key)
            throw new InvalidOperationException("a wrong object is visible");
        for (var i = 0; i < slowness; i++) await Task.Yield();
        // One put in five, however many pieces it has: a large one must have its chance, too.
        var pieces = 1 + (put.Options.Size / Math.Min(store.PieceBytes, 4_096));
        if (Random.Shared.NextInt64(8 * pieces) == 0) throw new StoreException("a moment, please", isTransient: true);
        if (Random.Shared.NextInt64(20 * pieces) == 0) throw new HttpRequestException("reset");
    }
}
