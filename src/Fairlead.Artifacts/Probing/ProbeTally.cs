namespace Fairlead.Artifacts.Probing;

/// <summary>What a probe has asked for so far. Thread-safe.</summary>
public sealed class ProbeTally
{
    private long _requests;
    private long _bytes;
    private long _again;
    private long _wanted;

    /// <summary>Requests that were sent, to the redirector and wherever it led.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Bytes of manifests and blobs that came.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Requests that were sent again because the server asked to come back later.</summary>
    public long Again => Interlocked.Read(ref _again);

    internal void Sent() => Interlocked.Increment(ref _requests);

    internal void Came(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>Bytes of blobs are to be asked for; false, and they are not, where they would be more than so many in all.</summary>
    internal bool TryWant(long bytes, long most)
    {
        while (true)
        {
            var before = Interlocked.Read(ref _wanted);
            if (bytes > most - before) return false;
            if (Interlocked.CompareExchange(ref _wanted, before + bytes, before) == before) return true;
        }
    }

    internal void SentBack() => Interlocked.Increment(ref _again);
}
