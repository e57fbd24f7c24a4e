using Fairlead.Artifacts.Mirroring.Copying;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Artifacts.Promotion.Applying;

/// <summary>
/// Blobs that are on their way to repositories, so that each manifest can be put when those that it names have arrived, and waits for no others. Thread-safe once all are expected.
/// </summary>
internal sealed class BlobArrivals(IPromotionObserver observer) : ICopyObserver
{
    private readonly Dictionary<(string Store, Digest Digest), TaskCompletionSource<Exception?>> _expected = [];
    private readonly Dictionary<string, TargetRepository> _repositories = new(StringComparer.Ordinal);

    /// <summary>A repository is to get these.</summary>
    public void Expect(TargetRepository repository, IEnumerable<Digest> blobs)
    {
        _repositories.Add(repository.Store.Name, repository);
        foreach (var blob in blobs) _expected.Add((repository.Store.Name, blob), new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>Waits until a blob has arrived, if it is on its way.</summary>
    /// <exception cref="IOException">It won't.</exception>
    public async Task WaitAsync(TargetRepository repository, Digest blob)
    {
        if (!_expected.TryGetValue((repository.Store.Name, blob), out var arrival)) return;
        if (await arrival.Task.ConfigureAwait(false) is { } failure) throw failure;
    }

    /// <summary>Nothing arrives any more.</summary>
    public void End(Exception reason)
    {
        foreach (var arrival in _expected.Values) arrival.TrySetResult(reason);
    }

    void ICopyObserver.Planned(CopyTotals lacking)
    {
    }

    void ICopyObserver.Advanced(Destination destination, int bytes) => observer.Sent(bytes);

    void ICopyObserver.Copied(WantedBlob blob, Destination destination)
    {
        _repositories[destination.Store.Name].Hold(blob);
        _expected[(destination.Store.Name, blob.Digest)].TrySetResult(null);
    }

    void ICopyObserver.Retried(WantedBlob blob, Destination destination, string reason, long bytesVoid)
    {
    }

    void ICopyObserver.Failed(CopyFailure failure)
    {
        var store = _repositories[failure.Destination].Store;
        // One that fails unasked, since others did before it, fails for their reason.
        Exception reason = failure.IsOfSource ? new PromotionSourceException(failure.Message) : store.FailureOf(failure.Digest) ?? store.LastFailure ?? new IOException(failure.Message);
        _expected[(failure.Destination, failure.Digest)].TrySetResult(reason);
    }
}
