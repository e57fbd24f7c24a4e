using System.Collections.Concurrent;
using Fairlead.Artifacts.Mirroring.Wanted;
using Fairlead.Formats.Oci;

namespace Fairlead.Tests.Artifacts.Mirroring.Copying;

/// <summary>A source that gives what a test says.</summary>
internal sealed class MemorySource(string name) : IBlobSource
{
    private readonly ConcurrentDictionary<Digest, byte[]> _blobs = new();
    private readonly ConcurrentDictionary<Digest, int> _opened = new();

    public string Name => name;

    /// <summary>What the nth opening (from 1) of a content gives, instead of the content: a stream, null, an exception.</summary>
    public Func<byte[], int, Stream?> OnOpen { get; set; } = (content, _) => new ScriptedStream(content, 100_000);

    /// <summary>What it says of sizes: the truth, unless said otherwise.</summary>
    public Func<byte[], long?> OnSize { get; set; } = content => content.Length;

    public int Opened(Digest digest) => _opened.GetValueOrDefault(digest);

    public int OpenedInAll => _opened.Values.Sum();

    /// <summary>Holds a blob.</summary>
    public WantedBlob Add(byte[] content)
    {
        var digest = Digest.Of(content);
        _blobs[digest] = content;
        return new WantedBlob(digest, content.Length, [At]);
    }

    /// <summary>Holds a blob of random bytes.</summary>
    public WantedBlob Add(int size, int seed = 1)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content);
        return Add(content);
    }

    public BlobLocation At => new(this, "team/app");

    public byte[] Of(WantedBlob blob) => _blobs[blob.Digest];

    public Task<Stream?> OpenAsync(string repository, Digest digest, long size, CancellationToken cancel)
    {
        var number = _opened.AddOrUpdate(digest, 1, (_, before) => before + 1);
        return Task.FromResult(_blobs.TryGetValue(digest, out var content) ? OnOpen(content, number) : null);
    }

    public Task<long?> FindSizeAsync(string repository, Digest digest, CancellationToken cancel) =>
        Task.FromResult(_blobs.TryGetValue(digest, out var content) ? OnSize(content) : null);
}
