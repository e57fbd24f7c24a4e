using System.Runtime.ExceptionServices;
using Fairlead.Artifacts.Mirroring.Copying.Reading;

namespace Fairlead.Artifacts.Mirroring.Copying;

/// <summary>The reads of a run, several at the same time.</summary>
internal sealed class CopyRun
{
    private readonly CopyOptions _options;
    private readonly CancellationToken _cancel;
    private readonly ChunkPool _pool;
    private readonly CopyQueue _queue;
    private readonly CopyTally _tally;
    private readonly CopySettler _settler;
    private readonly BlobPut _put;
    private volatile ExceptionDispatchInfo? _mistake;

    public CopyRun(CopyOptions options, TimeProvider time, CopyQueue queue, CopyTally tally, ICopyObserver observer, CancellationToken cancel)
    {
        (_options, _queue, _tally, _cancel) = (options, queue, tally, cancel);
        _pool = new ChunkPool(options.BufferBytes, options.Jobs);
        _settler = new CopySettler(options, time, queue, tally, observer, cancel);
        _put = new BlobPut(options, observer);
    }

    /// <summary>Does all that is in the queue, and what follows from it. When it is cancelled it ends early, and doesn't throw.</summary>
    public async Task RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, _options.Jobs).Select(worker => Task.Run(() => WorkAsync(largest: worker % 2 == 0)))).ConfigureAwait(false);
        await _queue.IdleAsync().ConfigureAwait(false);
        _mistake?.Throw();
    }

    private async Task WorkAsync(bool largest)
    {
        try
        {
            while (await _queue.TakeAsync(largest, _cancel).ConfigureAwait(false) is { } job)
            {
                var rest = Task.CompletedTask;
                try
                {
                    rest = await ServeAsync(job).ConfigureAwait(false);
                }
                finally
                {
                    if (rest.IsCompletedSuccessfully) _queue.Done();
                    else _ = DoneAfterAsync(rest);
                }
                // A source and a store that never wait, as files don't, would keep this thread from the puts that are behind.
                await Task.Yield();
            }
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
        }
    }

    private async Task DoneAfterAsync(Task rest)
    {
        try
        {
            await rest.ConfigureAwait(false);
        }
        catch (Exception e) // all that may happen to a put is an answer: this is a mistake of ours, and nobody else would see it
        {
            _mistake = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _queue.Done();
        }
    }

    /// <summary>Makes one read. What it returns is what goes on meanwhile for destinations that are a little behind.</summary>
    private async Task<Task> ServeAsync(CopyJob job)
    {
        job = job with { Destinations = Ready(job) };
        if (job.Destinations.Count == 0) return Task.CompletedTask;
        (job, var content) = await BlobOpener.OpenAsync(job, _cancel).ConfigureAwait(false);
        if (content is null)
        {
            _settler.SettleSource(job, [.. job.Destinations.Select(destination => (destination, 0L))]);
            return Task.CompletedTask;
        }
        await using var opened = content.ConfigureAwait(false);
        using var reader = new ProvenReader(content, job.Blob.Digest, job.Blob.Size);
        try
        {
            // No put begins before the first piece is there: of a small blob that is all of it, proven.
            var first = await reader.ReadAsync(_pool, _cancel).ConfigureAwait(false);
            if (job.Destinations.Count > 1) return await new SharedRead(_pool, _put, _settler).RunAsync(job, reader, first, _cancel).ConfigureAwait(false);
            await ServeOneAsync(job, reader, first).ConfigureAwait(false);
        }
        catch (SourceException e)
        {
            _settler.SettleSource(job.Spoilt(e), [.. job.Destinations.Select(destination => (destination, 0L))]);
        }
        finally
        {
            _tally.CountRead(reader.Taken, job.IsSecondRead);
        }
        return Task.CompletedTask;
    }

    private async Task ServeOneAsync(CopyJob job, ProvenReader reader, Chunk? first)
    {
        var destination = job.Destinations[0];
        using var supply = new DirectSupply(reader, first, _pool);
        var end = await _put.PutAsync(job.Blob, destination, supply, _cancel).ConfigureAwait(false);
        if (end.Failure is SourceException e) _settler.SettleSource(job.Spoilt(e), [(destination, end.Taken)]);
        else _settler.Settle(job, destination, end);
    }

    /// <summary>Who takes part in this read. Those that were given up do not, and those that are far behind are served later, unless all are.</summary>
    private List<DestinationState> Ready(CopyJob job)
    {
        var ready = new List<DestinationState>(job.Destinations.Count);
        foreach (var destination in job.Destinations)
        {
            if (destination.Failure is { } failure) _tally.Fail(job.Blob, destination, failure.Message);
            else ready.Add(destination);
        }
        if (ready.Count < 2 || ready.TrueForAll(destination => destination.IsBehind)) return ready;
        return ready.FindAll(destination =>
        {
            if (!destination.IsBehind) return true;
            _settler.ReadLater(job, destination);
            return false;
        });
    }
}
