using System.Security.Cryptography;
using Fairlead.Artifacts.Stores;
using Fairlead.Formats.Oci;
using Fairlead.Tests.Support.S3;

namespace Fairlead.Tests.Artifacts.Stores;

public sealed class S3FactsTests : IAsyncLifetime
{
    private static readonly byte[] s_content = new byte[3000];
    private FakeS3 _s3 = null!;

    public async ValueTask InitializeAsync() => _s3 = await FakeS3.StartAsync("files");

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task DescribeAsync_PutWithItsDigest_HasItTwice()
    {
        await using var store = Open(5L << 30);
        await store.PutAsync("a", new MemoryStream(s_content), Options with { KeepsDigest = true }, default);
        var facts = (await store.DescribeAsync("a", default))!;
        (facts.Vouched, facts.Said, facts.ContentType, facts.Object.Size).ShouldBe((Digest.Of(s_content), Digest.Of(s_content), "text/plain", 3000));
        _s3.Requests.Last().Headers["x-amz-checksum-mode"].ShouldBe("ENABLED");
    }

    [Fact]
    public async Task DescribeAsync_ObjectInParts_HasNoChecksumOfTheWhole()
    {
        await using var store = Open(1000);
        await store.PutAsync("a", new MemoryStream(s_content), Options with { KeepsDigest = true }, default);
        _s3.Buckets["files"].Objects["a"].Checksum!.ShouldEndWith("-3");
        var facts = (await store.DescribeAsync("a", default))!;
        (facts.Vouched, facts.Said).ShouldBe((null, Digest.Of(s_content)));
    }

    [Fact]
    public async Task DescribeAsync_NothingIsKnown_SaysNothing()
    {
        await using var store = Open(5L << 30);
        (await store.DescribeAsync("a", default)).ShouldBeNull();
        _s3.Buckets["files"].Add("a", s_content);
        var facts = (await store.DescribeAsync("a", default))!;
        (facts.Vouched, facts.Said).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 33 bytes
    [InlineData("")]
    public async Task DescribeAsync_ChecksumThatIsNone_IsOverlooked(string checksum)
    {
        _s3.Buckets["files"].Objects["a"] = _s3.Buckets["files"].Add("a", s_content) with { Checksum = checksum, Said = "ABC" };
        await using var store = Open(5L << 30);
        var facts = (await store.DescribeAsync("a", default))!;
        (facts.Vouched, facts.Said).ShouldBe((null, null));
    }

    [Fact]
    public async Task FindAsync_Object_AsksForNoChecksum() // of an encrypted one that would need the right to decrypt it
    {
        _s3.Buckets["files"].Add("a", s_content);
        await using var store = Open(5L << 30);
        (await store.FindAsync("a", default))!.Size.ShouldBe(3000);
        _s3.Requests.Last().Headers.Keys.ShouldNotContain("x-amz-checksum-mode");
    }

    private static PutOptions Options => new(s_content.Length, Digest.FromBytes(SHA256.HashData(s_content)), "text/plain", null);

    private S3Store Open(long largestPut)
    {
        StoreUrl.TryParse(_s3.Url("files"), out var url, out var problem).ShouldBeTrue(problem);
        return new S3Store(url!.Text, url.Parts.Bucket!, TimeProvider.System, _ => null, largestPut, 1000);
    }
}
