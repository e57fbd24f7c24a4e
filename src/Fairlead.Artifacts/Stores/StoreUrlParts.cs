namespace Fairlead.Artifacts.Stores;

/// <summary>What a store's URL says: a bucket or a folder, one of them.</summary>
/// <param name="Keys">What blobs are called.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Folder">The folder, as an absolute path.</param>
internal sealed record StoreUrlParts(KeyTemplate Keys, BucketAddress? Bucket, string? Folder)
{
    /// <summary>Where the folder really is, to compare it with others.</summary>
    public string? RealFolder { get; } = Folder is null ? null : RealPath.Of(Folder);
}
