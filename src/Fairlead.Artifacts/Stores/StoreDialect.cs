using Fairlead.Artifacts.Stores.Signing;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// What a bucket's server understands. Google's Cloud Storage takes Amazon's requests too ("Simple migration from Amazon S3"), but overlooks their
/// conditions: a put with <c>If-None-Match</c> or <c>x-amz-if-generation-match</c> is done whatever there is. It keeps to its own, by generation
/// ("Request preconditions"), takes those beside no header of Amazon's (400 ExcessHeaderValues), and so is spoken to in its own dialect throughout:
/// the same signature under other names, made with an HMAC key. Untried against Cloud Storage itself.
/// </summary>
internal sealed record StoreDialect
{
    /// <summary>Where signatures for Cloud Storage count: anywhere.</summary>
    public const string GoogleLocation = "auto";

    private StoreDialect()
    {
    }

    /// <summary>Amazon S3's own, and everybody's who took it over.</summary>
    public static StoreDialect Amazon { get; } = new()
    {
        Scheme = "s3://",
        Signature = SignatureScheme.Amazon,
        LargestPut = 5L << 30, // user guide, "Uploading objects"
        HasChecksums = true,
    };

    /// <summary>Cloud Storage's.</summary>
    public static StoreDialect Google { get; } = new()
    {
        Scheme = "gs://",
        Signature = SignatureScheme.Google,
        LargestPut = 5L << 40, // "Quotas and limits": of an object; parts, whose completion knows no conditions, are never wanted
        HasChecksums = false, // it keeps MD5 and CRC32C alone; the payload's signed hash is checked all the same
    };

    /// <summary>What URLs of such stores begin with.</summary>
    public required string Scheme { get; init; }

    /// <summary>How requests are signed.</summary>
    public required SignatureScheme Signature { get; init; }

    /// <summary>The most bytes that one PUT takes.</summary>
    public required long LargestPut { get; init; }

    /// <summary>Whether puts may carry the SHA-256 as a checksum that is kept.</summary>
    public required bool HasChecksums { get; init; }

    /// <summary>The header that an object's SHA-256 is kept in, as metadata of the user's.</summary>
    public string DigestHeader => Signature.Headers + "meta-sha256";

    /// <summary>The dialect of a store that is named in a message.</summary>
    public static StoreDialect Of(string name) => name.StartsWith(Google.Scheme, StringComparison.Ordinal) ? Google : Amazon;

    /// <summary>What its owners call a permission of Amazon's ("IAM permissions for Cloud Storage").</summary>
    public string Permission(string amazons) => this == Amazon ? amazons : amazons
        .Replace("s3:PutObject", "storage.objects.create (and storage.objects.delete to replace one)", StringComparison.Ordinal)
        .Replace("s3:GetObject", "storage.objects.get", StringComparison.Ordinal)
        .Replace("s3:DeleteObject", "storage.objects.delete", StringComparison.Ordinal)
        .Replace("s3:ListBucketMultipartUploads", "storage.multipartUploads.list", StringComparison.Ordinal)
        .Replace("s3:ListBucket", "storage.objects.list", StringComparison.Ordinal)
        .Replace("s3:AbortMultipartUpload", "storage.multipartUploads.abort", StringComparison.Ordinal);
}
