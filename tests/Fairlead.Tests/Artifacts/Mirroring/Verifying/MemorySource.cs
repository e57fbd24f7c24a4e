using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Verifying;

/// <summary>Blobs to copy from, in memory. What it has can be taken away, or be another than it says.</summary>
internal sealed class MemorySource : IBlobSource
{
    private readonly ConcurrentDictionary<Digest, byte[]> _blobs = new();

    public string Name => "memory";

    /// <summary>Digests that were read, in the order in which it was begun.</summary>
    public ConcurrentQueue<Digest> Opened { get; } = new();

    public void Put(Digest digest, byte[] content) => _blobs[digest] = content;

    public Task<Stream?> OpenAsync(string repository, Digest digest, long size, CancellationToken cancel)
    {
        Opened.Enqueue(digest);
        return Task.FromResult<Stream?>(_blobs.TryGetValue(digest, out var content) ? new MemoryStream(content) : null);
    }

    public Task<long?> FindSizeAsync(string repository, Digest digest, CancellationToken cancel) =>
        Task.FromResult<long?>(_blobs.TryGetValue(digest, out var content) ? content.Length : null);
}
