namespace Fairlead.Traffic.Attribution;

/// <summary>
/// The bucket in a URL of an object store, which is what the store's own logs go by. Sources: Amazon S3 User Guide, "Virtual hosting of general purpose buckets" (and
/// dual-stack, accelerate and website endpoints beside it); Google Cloud Storage, "Request endpoints"; Cloudflare R2, "S3 API compatibility".
/// </summary>
internal static class BucketUrl
{
    private const int R2AccountLength = 32; // hex digits

    /// <summary>Finds the bucket of a URL.</summary>
    /// <param name="host">In lower case, without a port.</param>
    /// <param name="path">From the slash behind the host.</param>
    /// <param name="bucket">Its name.</param>
    /// <param name="isInPath">Whether it is the path's first segment; else it is part of the host.</param>
    /// <returns>False where the host is none of a known store.</returns>
    public static bool TryFind(string host, string path, out string bucket, out bool isInPath)
    {
        bucket = "";
        isInPath = false;
        if (BeforeStore(host) is not { } inHost) return false;
        isInPath = inHost.Length == 0;
        bucket = isInPath ? FirstSegment(path) : inHost;
        return bucket.Length > 0;
    }

    /// <summary>What stands before the store's own name, without the dot between; null: no store that is known.</summary>
    private static string? BeforeStore(string host)
    {
        if (Before(host, "storage.googleapis.com") is { } google) return google;
        if (Before(host, "r2.cloudflarestorage.com") is { } r2) return R2Bucket(r2);
        return (Before(host, "amazonaws.com") ?? Before(host, "amazonaws.com.cn")) is { } amazon ? S3Bucket(amazon) : null;
    }

    private static string? Before(string host, string domain) =>
        host == domain ? "" : host.EndsWith("." + domain, StringComparison.Ordinal) ? host[..^(domain.Length + 1)] : null;

    /// <summary>Of <c>BUCKET.s3.dualstack.REGION</c>, <c>BUCKET.s3-REGION</c>, <c>s3.REGION</c> and the like: a bucket may hold dots, so the last label of S3's own ends it.</summary>
    private static string? S3Bucket(string labels)
    {
        for (var end = labels.Length; end > 0;)
        {
            var start = labels.LastIndexOf('.', end - 1) + 1;
            var label = labels.AsSpan(start, end - start);
            if (label is "s3" || label.StartsWith("s3-", StringComparison.Ordinal)) return start == 0 ? "" : labels[..(start - 1)];
            end = start - 1;
        }
        return null; // another service of Amazon's
    }

    /// <summary>Of <c>ACCOUNT</c>, <c>BUCKET.ACCOUNT</c>, either with a jurisdiction behind it.</summary>
    private static string R2Bucket(string labels)
    {
        var parts = labels.Split('.');
        return parts.Length < 2 || IsAccount(parts[0]) ? "" : parts[0];

        static bool IsAccount(string label) => label.Length == R2AccountLength && label.All(char.IsAsciiHexDigitLower);
    }

    private static string FirstSegment(string path)
    {
        var end = path.IndexOf('/', Math.Min(1, path.Length));
        return end < 0 ? "" : path[1..end];
    }
}
