namespace Fairlead.Traffic.Cells;

/// <summary>What was asked for.</summary>
public enum ContentKind : byte
{
    /// <summary>Neither of the others: API calls, listings, uploads, noise.</summary>
    Other,

    /// <summary>A manifest of a registry, by tag or digest.</summary>
    Manifest,

    /// <summary>A blob, from a registry or a mirror.</summary>
    Blob,

    /// <summary>A release file.</summary>
    File,
}
