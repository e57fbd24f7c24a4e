using System.Diagnostics.CodeAnalysis;

namespace Fairlead.Artifacts.Stores;

/// <summary>
/// A store as users name it: <c>s3://BUCKET[/PREFIX][?region=&amp;endpoint=&amp;style=&amp;profile=&amp;anonymous=&amp;keys=]</c>,
/// <c>gs://BUCKET[/PREFIX][?endpoint=&amp;profile=&amp;anonymous=&amp;keys=]</c> (Google Cloud Storage by its XML API, with HMAC keys) or
/// <c>file:///FOLDER[?keys=]</c>. Characters with a meaning in URLs are percent-encoded; braces need not be.
/// </summary>
public sealed record StoreUrl
{
    private StoreUrl(string text, StoreUrlParts parts) => (Text, Parts) = (text, parts);

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>What blobs are called in it.</summary>
    public KeyTemplate Keys => Parts.Keys;

    internal StoreUrlParts Parts { get; }

    // With a slash at its end, or empty.
    private string Root => Parts.Bucket is { } bucket ? bucket.Prefix : Path.TrimEndingDirectorySeparator(Parts.RealFolder!) + "/";

    /// <summary>Whether this is meant to be a store, right or wrong: an image's reference has no scheme.</summary>
    public static bool LooksLikeOne(string text) =>
        text.StartsWith("s3://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("gs://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses it; <paramref name="problem"/> says what is wrong and what would be right.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out StoreUrl? url, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (url, problem) = (new StoreUrl(text, StoreUrlReader.Read(text)), null);
            return true;
        }
        catch (FormatException e)
        {
            (url, problem) = (null, e.Message);
            return false;
        }
    }

    /// <summary>Whether objects that are put there are objects of the other, too: written otherwise, it may be the same place.</summary>
    public bool IsSamePlaceAs(StoreUrl other) => Keys.Equals(other.Keys) && IsSameBucketAs(other) && Root == other.Root;

    /// <summary>Whether all objects of one are objects of the other, too: the same place, or one that lies in it.</summary>
    public bool Overlaps(StoreUrl other) =>
        IsSameBucketAs(other) && (Root.StartsWith(other.Root, StringComparison.Ordinal) || other.Root.StartsWith(Root, StringComparison.Ordinal));

    /// <summary>What tells an object from all others: the same of two stores, it is one object of both.</summary>
    public string Identity(string key) => Parts.Bucket is { } bucket ? $"{bucket.Server}/{bucket.Bucket}/{Root}{key}" : $"file://{Root}{key}";

    /// <summary>Whether both are in one bucket, or both folders.</summary>
    private bool IsSameBucketAs(StoreUrl other) => (Parts.Bucket, other.Parts.Bucket) switch
    {
        ({ } one, { } another) => one.Bucket == another.Bucket && one.Server == another.Server,
        (null, null) => true,
        _ => false,
    };

    /// <summary>Why there can't be an object of this key; null when there can.</summary>
    public string? KeyProblem(string key) => Parts.Bucket is { } bucket
        ? ObjectKey.Problem(key) ?? ObjectKey.Problem(bucket.Prefix + key)
        : ObjectKey.Problem(key) ?? FileTree.Problem(key);

    /// <summary>What of the URL, the environment and the profile keeps every request from being made; null when nothing does. Nobody is asked.</summary>
    public string? Misconfiguration(TimeProvider time)
    {
        if (Parts.Bucket is not { } bucket) return null;
        try
        {
            _ = S3Endpoint.Of(bucket, new S3Credentials(bucket, time), Environment.GetEnvironmentVariable);
            return null;
        }
        catch (StoreException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Opens the store; nothing is asked of it yet.</summary>
    /// <exception cref="StoreException">It can't be spoken to: no credentials, no such folder.</exception>
    public IBlobStore Open(TimeProvider time) =>
        Parts.Bucket is { } bucket ? new S3Store(Text, bucket, time) : FileStore.Open(Text, Parts.Folder!);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
