using Fairlead.Artifacts.Mirroring.Copying.Reading;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying.Reading;

public sealed class RingTests
{
    private const int Piece = 4 << 10;

    private readonly ChunkPool _pool = new(budget: 0, jobs: 1); // two pieces for each blob and no more
    private readonly byte[] _content = Random(10 * Piece);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pump_NobodyStarves_WaitsForTheOneFarthestBehind()
    {
        var source = new ScriptedStream(_content, Piece);
        var (ring, pump) = await StartAsync(source, out var takers, 2);
        source.Position.ShouldBe(2 * Piece);

        (await takers[0].NextAsync(Cancel))!.Memory.ToArray().ShouldBe(_content[..Piece]);

        // It has a piece in its hands: it isn't hungry, so the other one isn't let go.
        source.Position.ShouldBe(2 * Piece);
        pump.IsCompleted.ShouldBeFalse();
        takers[1].Failure.ShouldBeNull();

        // Both take turns: nobody is ever let go.
        (await TakeAllAsync(takers[1], 0, () => takers[0])).ShouldBe(_content.Length);
        await pump;
        takers.ShouldAllBe(taker => taker.Failure == null);
        foreach (var taker in takers) ring.Leave(taker);
        AllIsBack();
    }

    [Fact]
    public async Task Pump_SomebodyStarves_LetsGoOfThoseFarthestBehind()
    {
        var source = new ScriptedStream(_content, Piece);
        var (ring, pump) = await StartAsync(source, out var takers, 3);
        var taken = await TakeAllAsync(takers[0], 0, () => takers[1]);

        taken.ShouldBe(_content.Length);
        await pump;
        takers[1].Failure.ShouldBeNull();
        takers[2].Failure.ShouldBeOfType<LetGoException>();
        await Should.ThrowAsync<LetGoException>(async () => await takers[2].NextAsync(Cancel));
        foreach (var taker in takers) ring.Leave(taker);
        AllIsBack();
    }

    [Fact]
    public async Task Pump_OnlyOneLeft_IsNeverLetGo()
    {
        var source = new ScriptedStream(_content, Piece);
        var (ring, pump) = await StartAsync(source, out var takers, 2);
        ring.Leave(takers[1]); // it has failed

        (await TakeAllAsync(takers[0], 0)).ShouldBe(_content.Length);
        await pump;
        ring.Leave(takers[0]);
        AllIsBack();
    }

    [Fact]
    public async Task Pump_NobodyLeft_StopsReading()
    {
        var source = new ScriptedStream(_content, Piece);
        var (ring, pump) = await StartAsync(source, out var takers, 2);
        ring.Leave(takers[0]);
        ring.Leave(takers[1]);

        await pump;
        source.Position.ShouldBe(2 * Piece);
        AllIsBack();
    }

    [Fact]
    public async Task LetGo_PieceInHand_StaysAsItIsAndStopIsCancelled()
    {
        var (ring, pump) = await StartAsync(new ScriptedStream(_content, Piece), out var takers, 2);
        using var stop = new CancellationTokenSource();
        ring.StopBy(takers[1], stop);
        var inHand = (await takers[1].NextAsync(Cancel))!;
        await TakeAllAsync(takers[0], 0);
        await pump;

        stop.IsCancellationRequested.ShouldBeTrue();
        inHand.Memory.ToArray().ShouldBe(_content[..Piece]);
        foreach (var taker in takers) ring.Leave(taker);
        AllIsBack();
    }

    [Fact]
    public async Task Pump_WrongContent_TellsEverybodyAndWithholdsTheLastPiece()
    {
        _content[3] ^= 1;
        var reader = new ProvenReader(new ScriptedStream(_content, Piece), Digest.Of("something else"u8), _content.Length);
        var ring = new Ring(_pool);
        var taker = ring.Join();
        var pump = ring.PumpAsync(reader, await reader.ReadAsync(_pool, Cancel), Cancel);

        var taken = 0;
        await Should.ThrowAsync<SourceException>(async () => taken = await TakeAllAsync(taker, 0, onPiece: length => taken += length));
        await Should.ThrowAsync<SourceException>(() => pump);
        taken.ShouldBe(_content.Length - Piece);
        ring.Leave(taker);
        AllIsBack();
    }

    private static byte[] Random(int size)
    {
        var content = new byte[size];
        new Random(7).NextBytes(content);
        return content;
    }

    private Task<(Ring Ring, Task Pump)> StartAsync(Stream source, out RingTaker[] takers, int count)
    {
        var ring = new Ring(_pool);
        takers = [.. Enumerable.Range(0, count).Select(_ => ring.Join())];
        return StartAsync(ring, new ProvenReader(source, Digest.Of(_content), _content.Length));
    }

    private async Task<(Ring Ring, Task Pump)> StartAsync(Ring ring, ProvenReader reader) =>
        (ring, ring.PumpAsync(reader, await reader.ReadAsync(_pool, Cancel), Cancel));

    /// <summary>Takes all that is left; another one takes a piece for each of its own.</summary>
    private static async Task<int> TakeAllAsync(RingTaker taker, int taken, Func<RingTaker>? other = null, Action<int>? onPiece = null)
    {
        while (await taker.NextAsync(Cancel) is { } chunk)
        {
            taken += chunk.Length;
            onPiece?.Invoke(chunk.Length);
            if (other is not null) await other().NextAsync(Cancel);
        }
        return taken;
    }

    /// <summary>A pool with all its memory back allows what it allowed at first, and no chunk is held by anybody.</summary>
    private void AllIsBack() => _pool.Free.ShouldBe(0);
}
