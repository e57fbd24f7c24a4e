using Amazon.S3.Model;
using Fairlead.Formats.Oci;

namespace Fairlead.SystemTests.Servers;

/// <summary>A bucket, looked at with a client that is not the one under test.</summary>
internal sealed class S3Bucket(RadosGateway gateway, string name)
{
    public const string BlobPrefix = "containers/images/";
    public const string Inventory = "containers/inventory";

    public string Name => name;

    public AccessLog Log { get; } = gateway.LogOf(name);

    /// <summary>What <c>--to</c> takes.</summary>
    public string StoreUrl => StoreUrlAt(gateway.Url);

    /// <summary>What a policy has for a mirror's <c>url:</c>; of use where the bucket is public.</summary>
    public string UrlTemplate => $"{gateway.Url}{name}/{BlobPrefix}{{digest}}";

    public string UrlOf(Digest blob) => UrlTemplate.Replace("{digest}", blob.ToString(), StringComparison.Ordinal);

    public string InventoryUrl => $"{gateway.Url}{name}/{Inventory}";

    /// <summary>Where the bucket's listing would be.</summary>
    public string ListingUrl => $"{gateway.Url}{name}/";

    public static string KeyOf(Digest blob) => BlobPrefix + blob;

    /// <summary>The same bucket by way of something that stands before the server.</summary>
    public string StoreUrlAt(Uri endpoint) => $"s3://{name}?region={RadosGateway.Region}&endpoint={endpoint.GetLeftPart(UriPartial.Authority)}";

    /// <summary>Lets everybody read objects, as an operator does it for a mirror: by policy, listing stays closed.</summary>
    public async Task<S3Bucket> MakePublicAsync()
    {
        var policy = $$"""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
              "Resource": ["arn:aws:s3:::{{name}}/{{BlobPrefix}}*", "arn:aws:s3:::{{name}}/{{Inventory}}"]}]}
            """;
        await gateway.Client.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = name, Policy = policy });
        return this;
    }

    /// <summary>Keys of all objects.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync()
    {
        var pages = gateway.Client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = name });
        var keys = new List<string>();
        await foreach (var stored in pages.S3Objects) keys.Add(stored.Key);
        return keys;
    }

    /// <summary>The digests that blobs are under, whatever the bytes are.</summary>
    public async Task<IReadOnlyList<Digest>> BlobsAsync() =>
        [.. (await KeysAsync()).Where(key => key.StartsWith(BlobPrefix, StringComparison.Ordinal)).Select(key => Digest.Parse(key.AsSpan(BlobPrefix.Length)))];

    public async Task<StoredBlob> ReadAsync(string key)
    {
        using var response = await gateway.Client.GetObjectAsync(name, key);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content);
        return new StoredBlob(content.ToArray(), response.Headers.ContentType, response.Headers.CacheControl);
    }

    public Task PutAsync(string key, byte[] content) =>
        gateway.Client.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = key, InputStream = new MemoryStream(content), UseChunkEncoding = false });

    public Task RemoveAsync(string key) => gateway.Client.DeleteObjectAsync(name, key);

    /// <summary>Checks that exactly these blobs are there, that each is what its name says, and that there is nothing else but an inventory.</summary>
    public async Task ShouldHoldAsync(IEnumerable<Digest> blobs)
    {
        (await KeysAsync()).Where(key => key != Inventory).ShouldBe(blobs.Distinct().Select(KeyOf), ignoreOrder: true);
        await ShouldBeTrueToNameAsync();
    }

    /// <summary>Checks that every blob is what its name says.</summary>
    public async Task ShouldBeTrueToNameAsync()
    {
        foreach (var blob in await BlobsAsync()) Digest.Of((await ReadAsync(KeyOf(blob))).Content).ShouldBe(blob);
    }
}
