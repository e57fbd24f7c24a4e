using Fairlead.Artifacts.Mirroring.Copying.Reading;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>
/// One read for several destinations. It ends when the source is read and one destination has the blob: the others go on with what lies in
/// memory for them while the next blob is read, as far as they are not too many and the memory suffices; those for whom it doesn't are let go.
/// So a slow destination keeps the others waiting neither within a blob nor from blob to blob.
/// </summary>
internal sealed class SharedRead(ChunkPool pool, BlobPut put, CopySettler settler)
{
    private readonly Ring _ring = new(pool);

    /// <summary>Reads it. What it returns is what goes on after it.</summary>
    public async Task<Task> RunAsync(CopyJob job, ProvenReader reader, Chunk? first, CancellationToken cancel)
    {
        var takers = job.Destinations.Select(_ => _ring.Join()).ToArray();
        // Each on a thread of its own choice: a store may well block for its disk.
        var puts = takers.Select((taker, i) => Task.Run(() => PutAsync(job, job.Destinations[i], taker, cancel), CancellationToken.None)).ToArray();
        try
        {
            await _ring.PumpAsync(reader, first, cancel).ConfigureAwait(false);
        }
        catch (SourceException e)
        {
            var ends = await Task.WhenAll(puts).ConfigureAwait(false);
            var failed = job.Destinations.Zip(ends).Where(pair => pair.Second.Failure is SourceException).Select(pair => (pair.First, pair.Second.Taken));
            settler.SettleSource(job.Spoilt(e), [.. failed]);
            return Task.CompletedTask;
        }
        catch
        {
            await Task.WhenAll(puts).ConfigureAwait(false);
            throw;
        }
        await OneHasItAsync(puts).ConfigureAwait(false);
        // Who has only not had its turn on a processor isn't slow.
        for (var turn = 0; turn < Ring.Turns && !Array.TrueForAll(puts, task => task.IsCompleted); turn++) await Task.Yield();
        var rest = puts.Select((task, i) => task.IsCompleted ? task : StraggleAsync(task, job.Destinations[i], takers[i]));
        return Task.WhenAll([.. rest]);
    }

    private async Task<PutEnd> PutAsync(CopyJob job, DestinationState destination, RingTaker taker, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _ring.StopBy(taker, stop);
        PutEnd end;
        try
        {
            end = await put.PutAsync(job.Blob, destination, taker, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _ring.Leave(taker);
        }
        if (end.Failure is not SourceException) settler.Settle(job, destination, end);
        return end;
    }

    private static async Task OneHasItAsync(Task<PutEnd>[] puts)
    {
        var waiting = puts.ToList();
        while (waiting.Count > 0)
        {
            var ended = await Task.WhenAny(waiting).ConfigureAwait(false);
            if ((await ended.ConfigureAwait(false)).Failure is null) return;
            waiting.Remove(ended);
        }
    }

    private async Task StraggleAsync(Task<PutEnd> put, DestinationState destination, RingTaker taker)
    {
        if (!_ring.IsWithinReach(taker) || !destination.TryStraggle())
        {
            _ring.LetGo(taker);
            await put.ConfigureAwait(false);
            return;
        }
        try
        {
            await put.ConfigureAwait(false);
        }
        finally
        {
            destination.EndStraggling();
        }
    }
}
