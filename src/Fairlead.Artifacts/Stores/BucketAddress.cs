namespace Fairlead.Artifacts.Stores;

/// <summary>A bucket, and how to get to it.</summary>
/// <param name="Bucket">Its name.</param>
/// <param name="Prefix">What all keys of the store begin with: empty, or with a slash at its end.</param>
internal sealed record BucketAddress(string Bucket, string Prefix)
{
    /// <summary>What its server understands.</summary>
    public StoreDialect Dialect { get; init; } = StoreDialect.Amazon;

    /// <summary>For messages: <c>s3://BUCKET</c> or <c>gs://BUCKET</c>.</summary>
    public string Name => Dialect.Scheme + Bucket;

    /// <summary>The region that requests are signed for; null: what <c>AWS_REGION</c> or the profile say.</summary>
    public string? Region { get; init; }

    /// <summary>Scheme, host and port of the server; null: what <c>AWS_ENDPOINT_URL_S3</c> or <c>AWS_ENDPOINT_URL</c> say, else Amazon's.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>
    /// Who has the bucket, to compare it with others: Amazon and Google have all buckets of a name once, whichever of their addresses they are reached at
    /// (Amazon S3 user guide, "General purpose bucket naming rules"; Cloud Storage documentation, "Bucket names").
    /// </summary>
    public string Server => (Dialect.Scheme, Endpoint) switch
    {
        (var scheme, null) => scheme,
        (_, { Host: "storage.googleapis.com" }) => StoreDialect.Google.Scheme,
        (_, { Host: var host }) when host.EndsWith(".amazonaws.com", StringComparison.Ordinal) => StoreDialect.Amazon.Scheme,
        (_, { Authority: var authority }) => authority,
    };

    /// <summary>The bucket in the path (true) or in the host's name (false); null: in the path where an endpoint is given, as Ceph and MinIO want it.</summary>
    public bool? InPath { get; init; }

    /// <summary>The profile of the AWS configuration files; null: what <c>AWS_PROFILE</c> says.</summary>
    public string? Profile { get; init; }

    /// <summary>Requests are not signed: for public buckets, to read.</summary>
    public bool IsAnonymous { get; init; }
}
