namespace Fairlead.Demo.Registry;

/// <summary>A blob that is being pushed. One request at a time works on it.</summary>
internal sealed class UploadSession(string repository)
{
    /// <summary>Where it is pushed to.</summary>
    public string Repository => repository;

    /// <summary>What has come so far.</summary>
    public MemoryStream Received { get; } = new();

    /// <summary>Held by the request that works on it.</summary>
    public SemaphoreSlim Turn { get; } = new(1);
}
