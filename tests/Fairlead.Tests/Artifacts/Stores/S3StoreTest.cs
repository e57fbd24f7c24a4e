using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

/// <summary>What tests of <see cref="S3Store"/> have in common: an S3 in this process, and a store in it whose time stands still.</summary>
public abstract class S3StoreTest : IAsyncLifetime
{
    private protected const string Key = "containers/images/" + SampleDigest.Text;

    private protected ManualTime Time { get; } = new();

    private protected FakeS3 S3 { get; private set; } = null!;

    private protected S3Store Store { get; private set; } = null!;

    private protected FakeS3Bucket Bucket => S3.Buckets["mirror"];

    public async ValueTask InitializeAsync()
    {
        S3 = await FakeS3.StartAsync("mirror");
        Store = Open(S3.Url("mirror"));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await S3.DisposeAsync();
    }

    private protected static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(4).NextBytes(bytes);
        return bytes;
    }

    private protected static PutOptions Options(long size, Digest digest) => new(size, digest, "application/octet-stream", "public, max-age=1");

    private protected static async Task<List<StoredObject>> List(S3Store store, string prefix)
    {
        var found = new List<StoredObject>();
        await foreach (var one in store.ListAsync(prefix, default)) found.Add(one);
        return found;
    }

    private protected static async Task<byte[]> Read(S3Store store)
    {
        await using var stream = (await store.OpenAsync(Key, default))!;
        var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private protected S3Store Open(string url, long largestPut = 5L << 30, int partBytes = 1 << 20, TimeProvider? time = null)
    {
        StoreUrl.TryParse(url, out var parsed, out var problem).ShouldBeTrue(problem);
        return new S3Store(url, parsed!.Parts.Bucket!, time ?? Time, _ => null, largestPut, partBytes);
    }

    private protected Task<PutOutcome> Put(string key, byte[] content, bool onlyIfAbsent = false, S3Store? store = null) =>
        (store ?? Store).PutAsync(key, new TricklingStream(content), Options(content.Length, Digest.Of(content)) with { OnlyIfAbsent = onlyIfAbsent }, default);
}
