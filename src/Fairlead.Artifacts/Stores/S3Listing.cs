using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Xml;

namespace Fairlead.Artifacts.Stores;

/// <summary>The objects under a prefix, by ListObjectsV2 (API reference): 1,000 a call.</summary>
internal sealed class S3Listing(S3Client client, string root, int maxPages = S3Listing.MaxPages)
{
    private const int MaxPages = 100_000; // a hundred million objects
    private const int MaxEmptyPages = 100;
    private const int MaxTokenLength = 16 << 10;

    /// <param name="prefix">Below the store's own.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="StoreException">It failed, or its pages don't add up.</exception>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        var token = "";
        var seen = ""; // a token of before; each time twice as many pages later, so that every circle is met (Brent's way)
        var empty = 0;
        for (var page = 1; page <= maxPages; page++)
        {
            var (objects, next) = Read((await client.AskAsync(Call(root + prefix, token), cancel).ConfigureAwait(false)).Body, root + prefix);
            foreach (var found in objects) yield return found;
            if (next is null) yield break;
            empty = objects.Count == 0 ? empty + 1 : 0;
            if (next == seen || empty > MaxEmptyPages) throw Failure("its pages go round in a circle");
            if (BitOperations.IsPow2(page)) seen = next;
            token = next;
        }
        throw Failure("it does not end");
    }

    private S3Call Call(string prefix, string token) => new(
        HttpMethod.Get,
        token.Length == 0
            ? client.Endpoint.Bucket(("list-type", "2"), ("max-keys", "1000"), ("prefix", prefix))
            : client.Endpoint.Bucket(("continuation-token", token), ("list-type", "2"), ("max-keys", "1000"), ("prefix", prefix)),
        "listing",
        "s3:ListBucket");

    private (List<StoredObject> Objects, string? Next) Read(byte[] body, string prefix)
    {
        List<Dictionary<string, string>> entries;
        Dictionary<string, string> rest;
        try
        {
            entries = S3Xml.Entries(body, "ListBucketResult/Contents", out rest);
        }
        catch (XmlException e)
        {
            throw Failure($"the server answered with something else than S3's XML: {e.Message}", e);
        }
        if (!rest.ContainsKey("ListBucketResult")) throw Failure("the server answered with something else than a listing; is this the endpoint of an S3 server?");
        var objects = new List<StoredObject>(entries.Count);
        foreach (var entry in entries)
        {
            var key = entry.GetValueOrDefault("Key", "");
            if (!key.StartsWith(prefix, StringComparison.Ordinal)) throw Failure("the server lists keys that were not asked for");
            if (key.Length > ObjectKey.MaxBytes || key.Any(char.IsControl)) continue; // nobody's that we know
            if (!long.TryParse(entry.GetValueOrDefault("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) throw Failure($"the server lists {key} without a size");
            _ = DateTimeOffset.TryParse(entry.GetValueOrDefault("LastModified"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified);
            objects.Add(new(key[root.Length..], size, entry.GetValueOrDefault("ETag"), modified));
        }
        if (rest.GetValueOrDefault("ListBucketResult/IsTruncated") != "true") return (objects, null);
        var next = rest.GetValueOrDefault("ListBucketResult/NextContinuationToken", "");
        return next.Length is > 0 and <= MaxTokenLength ? (objects, next) : throw Failure("the server says that there is more, and not how to get it");
    }

    private StoreException Failure(string why, Exception? inner = null) => new($"{client.Name}: listing failed: {why}", isTransient: false, inner);
}
